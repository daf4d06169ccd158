using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using NSubstitute;

namespace BirdeyeDiscovery.Integration.Tests.Sqlite;

public sealed class UseSqliteTests
{
    [Theory]
    [InlineData(" ", "Path")]
    [InlineData(":memory:", "in-memory")]
    [InlineData("Data Source=:memory:", "in-memory")]
    [InlineData("Data Source=a.db", "connection string")]
    [InlineData("file:a.db", "connection string")]
    public void A_path_that_is_no_file_is_refused_with_its_value(string path, string says)
    {
        var error = Assert.Throws<OptionsValidationException>(() => Store(options => options.Path = path));

        Assert.Contains(says, error.Message, StringComparison.Ordinal);
        Assert.Contains(path.Trim(), error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(601)]
    public void A_time_out_that_is_out_of_range_is_refused_with_its_value(int seconds)
    {
        var error = Assert.Throws<OptionsValidationException>(() => Store(options => options.BusyTimeout = TimeSpan.FromSeconds(seconds)));

        Assert.Contains(TimeSpan.FromSeconds(seconds).ToString(), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_engines_of_one_host_have_stores_of_their_own()
    {
        var services = new ServiceCollection();
        new TestBuilder("one", services).UseSqlite("one.db");
        new TestBuilder("two", services).UseSqlite("two.db");
        using var provider = services.BuildServiceProvider();

        Assert.NotSame(provider.GetRequiredKeyedService<ITrackedTokenStore>("one"), provider.GetRequiredKeyedService<ITrackedTokenStore>("two"));
        Assert.Same(provider.GetRequiredKeyedService<ITrackedTokenStore>("one"), provider.GetRequiredKeyedService<ITrackedTokenStore>("one"));
        Assert.EndsWith("two.db", provider.GetRequiredKeyedService<SqliteDatabase>("two").Path, StringComparison.Ordinal);
        Assert.Null(provider.GetService<ITrackedTokenStore>());
    }

    [Fact]
    public void A_second_store_for_one_engine_is_refused()
    {
        var builder = new TestBuilder("one");
        builder.Services.AddKeyedSingleton("one", Substitute.For<ITrackedTokenStore>());

        var error = Assert.Throws<InvalidOperationException>(() => builder.UseSqlite("one.db"));

        Assert.Contains("'one'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_position_source_of_the_host_stays()
    {
        var builder = new TestBuilder(string.Empty);
        var source = Substitute.For<IOpenPositionSource>();
        builder.Services.AddKeyedSingleton(string.Empty, source);
        builder.UseSqlite("one.db");
        using var provider = builder.Services.BuildServiceProvider();

        Assert.Same(source, provider.GetRequiredKeyedService<IOpenPositionSource>(string.Empty));
    }

    private static ITrackedTokenStore Store(Action<SqliteStoreOptions> configure)
    {
        var builder = new TestBuilder(string.Empty);
        builder.UseSqlite(configure);
        using var provider = builder.Services.BuildServiceProvider();
        return provider.GetRequiredKeyedService<ITrackedTokenStore>(string.Empty);
    }
}
