namespace BirdeyeDiscovery.Integration.Tests;

/// <summary>
/// A script of the schema never changes once a store may have been made by it: the next change is a new script, in both dialects. Who adds one adds its line here.
/// </summary>
public sealed class FrozenScriptTests
{
    private static readonly Dictionary<string, string> Postgres = new(StringComparer.Ordinal)
    {
        ["0001_schema"] = "cdc6771a20450400d148903e24f22302757a8f0f68e7f2529aace0ba98c8b8bf",
        ["0002_partitions"] = "94640fa846cdd4387078907414cd5afd9e9f150e0fa5fbd256ac38a74de7d71d",
        ["0003_versions"] = "04916bfe1ef56dd86a63e17a9e2aef57e3dd151747dc10f14c29a0ce657c8a73",
        ["0004_statements_by_hand"] = "cc5cba39929bbd0a30b44f62e53c193865742a6531897afb7be098a5ec8b9029",
        ["0005_rank_and_candles"] = "2791c323a08262f6b3d2a798751cc40fb4701c93c83de2b6886ec3c440f6127d",
        ["0006_pins_by_hand"] = "38c5c36e4d444441a73af543ab2bbddae30869d0ef31c625f87081a40b3ffed1",
        ["0007_staged_cycles"] = "4fb326c0aaba9af936b7d5d9e9d0f2ed23e66990142fe6e78c50d27cb83e0174",
        ["0008_compute_units"] = "9d8896999524e004c57988a5c06591305f994c42e85f1cfb9f13b23f61159286",
        ["0009_prices"] = "ca6ecb2df29b665a0cbc9103e6cf505adb0fcae0657a805064d1d96ca820d9e9",
        ["0010_inserts_by_hand"] = "1c3089453dfdecbeb280cff4ca0b98759deabd347f543c835296f25490f9d494",
        ["0011_shadow_scores"] = "9ae9e5c9b84d8538d13105dd50c79333a0f3b7411856658ac9a3c8aee1efaaaf",
        ["0012_evaluation_trials"] = "dc3a9f9def6aac71e8791b4c4cd33c266a3b641b4aa5ce8ca1335b5ea3112879",
        ["0013_tracked_by_hand"] = "a5e464d3c5d65c0a6bb2405a3ed3dc718556bf9e6a107b40a31f6404e9560bb2",
    };

    private static readonly Dictionary<string, string> Sqlite = new(StringComparer.Ordinal)
    {
        ["0001_schema"] = "fae06f4ba57db91af3b719ab8f33253f636ab9a8c7a0419b89d5c5f33cd02d8f",
        ["0002_versions"] = "e25d81ad343ff03d933b324692582543f7c63feedd9b3c1fb9e5235a88e72d31",
        ["0003_statements_by_hand"] = "e635bedb7fdbace375355c42bb103f71db612646fe5e52d6059b19792c46c648",
        ["0004_rank_and_candles"] = "6376a6edd6067793b9b54f0b3ae34986ba493882b9824f5b4fc7f3e570f5e70e",
        ["0005_pins_by_hand"] = "c6c8b740c4226fdf9c86eb525ec7d985a3aceeae5864190354914baa5911006f",
        ["0006_staged_cycles"] = "5cfc06433091cdcfbea3e1c5e484428e93f5eb2c3218533d6251f32833b8dfbc",
        ["0007_compute_units"] = "8cfaea2285c3f79c3186a1f3918fbf96537926e746bdbd406e3f4c14cf39dc54",
        ["0008_prices"] = "c0da2ad84d3053a6c2cc59c3475367d821a856114c8acb297010fbebd62786db",
        ["0009_inserts_by_hand"] = "8703107efa52e34b95db431b06db512fd1f00a9852423271d759a37ec70ea5e3",
        ["0010_shadow_scores"] = "1d8b7c1ff131238e124a0da797a216c1694af3f7fc57dcd7d5450785f6fe0714",
        ["0011_evaluation_trials"] = "78d5c0234fcb3237e2e181a0fa41a33ef94f6339b09281bc3174545edeffd2c6",
        ["0012_tracked_by_hand"] = "bc3f43ec8dd9587cc9f5a0876329c0610d99f33d98310539d772c4b53891f321",
    };

    [Fact]
    public void No_script_of_postgresql_has_changed() =>
        Assert.Equal(Postgres, PostgresSchemaScript.All.ToDictionary(static script => script.Name, static script => script.Checksum, StringComparer.Ordinal));

    [Fact]
    public void No_script_of_sqlite_has_changed() =>
        Assert.Equal(Sqlite, SqliteSchemaScript.All.ToDictionary(static script => script.Name, static script => script.Checksum, StringComparer.Ordinal));

    [Fact]
    public void Every_script_says_which_libraries_may_run_after_it()
    {
        Assert.Equal([1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2], PostgresSchemaScript.All.Select(static script => script.CompatibleFrom));
        Assert.Equal([1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1], SqliteSchemaScript.All.Select(static script => script.CompatibleFrom));
    }
}
