namespace BirdeyeDiscovery;

/// <summary>
/// Holds the compute units that this host has reserved, and pays for its requests out of them. The store is the truth: no request is paid
/// that was not reserved there before.
/// </summary>
/// <remarks>
/// A store that does not answer, or whose answer is lost, can only make the count too high: what may be reserved counts as spent, and what
/// may be settled is forgotten here. No call to the ledger is repeated.
/// </remarks>
internal sealed class UnitPurse(Func<IComputeUnitLedger> ledger, Func<DateTimeOffset> now) : IUnitPurse, IDisposable
{
    /// <summary>
    /// The number of parts into which a cycle's compute units are divided. When the reservation is too small, one part more is reserved.
    /// </summary>
    private const int TopUpParts = 8;

    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _asking = new(1, 1);
    private readonly Dictionary<DateOnly, MonthPurse> _months = [];
    private BudgetTerms? _terms;
    private long _topUp;

    /// <summary>Gets or sets the clock whose time decides the month of the budget.</summary>
    public Func<DateTimeOffset> Clock { get; set; } = now;

    public DateTimeOffset Now => Clock();

    /// <summary>Sets the budget that the purse keeps; null pays for every request without asking.</summary>
    public void Use(BudgetTerms? terms)
    {
        lock (_lock)
        {
            if (terms?.Account != _terms?.Account)
            {
                _months.Clear();
            }

            _terms = terms;
        }
    }

    /// <summary>Gets the units that count as spent in a month; null before the store was asked.</summary>
    public long? SpentIn(BudgetMonth month)
    {
        lock (_lock)
        {
            return _months.TryGetValue(month.Start, out var purse) && purse.IsKnown ? purse.Spent : null;
        }
    }

    /// <summary>Asks the store how many units were spent in a month.</summary>
    /// <exception cref="DiscoveryStoreException">The store did not answer.</exception>
    public async ValueTask LookAsync(BudgetMonth month, CancellationToken cancellationToken)
    {
        if (_terms is { } terms)
        {
            await AskAsync(terms, PurseOf(terms, month), 0, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Reserves the units that a cycle is expected to cost, as far as the budget allows.</summary>
    /// <exception cref="DiscoveryStoreException">The store did not answer.</exception>
    public async ValueTask ReserveAsync(long units, CancellationToken cancellationToken)
    {
        if (_terms is not { } terms)
        {
            return;
        }

        _topUp = units / TopUpParts;
        foreach (var month in terms.MonthsAt(Now))
        {
            await AskAsync(terms, PurseOf(terms, month), units, cancellationToken).ConfigureAwait(false);
        }
    }

    public async ValueTask<UnitCharge> ChargeAsync(int units, CancellationToken cancellationToken)
    {
        if (_terms is not { } terms)
        {
            return default;
        }

        MonthPurse[] purses = [.. terms.MonthsAt(Now).Select(month => PurseOf(terms, month))];
        if (TryTake(terms, purses, units) is { } paid)
        {
            return paid;
        }

        await _asking.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // Other calls may take the units between their reservation and the charge. The loop therefore repeats until the store grants
            // less than was wanted.
            for (var isShort = false; ;)
            {
                if (TryTake(terms, purses, units) is { } charge)
                {
                    return charge;
                }

                if (isShort)
                {
                    return new UnitCharge(
                        Refusal(FormattableString.Invariant($"the {terms.Units:#,0} compute units of the month are used up")), null);
                }

                foreach (var purse in purses)
                {
                    isShort |= !await FillAsync(terms, purse, units, _topUp, cancellationToken).ConfigureAwait(false);
                }
            }
        }
        catch (DiscoveryStoreException)
        {
            return new UnitCharge(Refusal("the store that counts the compute units does not answer"), null);
        }
        finally
        {
            _asking.Release();
        }
    }

    /// <summary>Settles every reservation of units. What the store did not confirm counts as spent until the month ends.</summary>
    /// <exception cref="DiscoveryStoreException">The store did not answer.</exception>
    public async ValueTask SettleAsync(CancellationToken cancellationToken)
    {
        MonthPurse[] open;
        lock (_lock)
        {
            open = [.. _months.Values.Where(static purse => purse.Reserved > 0 || purse.Lost > 0)];
        }

        foreach (var purse in open)
        {
            var (reserved, spent) = Locked(purse.Close);
            var answer = await ledger().SettleAsync(purse.Month, reserved, spent, cancellationToken).ConfigureAwait(false);
            Locked(() =>
            {
                purse.Settled(answer);
                return true;
            });
        }
    }

    public void Dispose() => _asking.Dispose();

    private static SourceFailure Refusal(string why) =>
        new() { Kind = SourceFailureKind.BudgetRefused, Call = "Budget", Detail = why };

    private UnitCharge? TryTake(BudgetTerms terms, MonthPurse[] purses, int units)
    {
        lock (_lock)
        {
            if (!Array.TrueForAll(purses, purse => purse.Balance >= units))
            {
                return null;
            }

            var settlements = new int[purses.Length];
            for (var index = 0; index < purses.Length; index++)
            {
                purses[index].TryTake(units);
                settlements[index] = purses[index].Settlements;
            }

            return new UnitCharge(null, () => PutBack(purses, settlements, units), () => Covers(terms, purses));
        }
    }

    private bool Covers(BudgetTerms terms, MonthPurse[] purses) =>
        terms.MonthsAt(Now).All(month => Array.Exists(purses, purse => purse.Month.Start == month.Start));

    private void PutBack(MonthPurse[] purses, int[] settlements, int units)
    {
        lock (_lock)
        {
            for (var index = 0; index < purses.Length; index++)
            {
                purses[index].PutBack(units, settlements[index]);
            }
        }
    }

    // Returns whether the store granted all units that were wanted.
    private async ValueTask<bool> FillAsync(
        BudgetTerms terms, MonthPurse purse, long least, long more, CancellationToken cancellationToken)
    {
        var (lacking, budget) = Locked(() => (least - purse.Balance, Math.Max(0, terms.Units - purse.Lost)));
        if (lacking <= 0 && least > 0)
        {
            return true;
        }

        var wanted = lacking > 0 ? lacking + more : 0;
        var answer = await ledger().ReserveAsync(purse.Month, wanted, budget, cancellationToken).ConfigureAwait(false);
        Locked(() =>
        {
            purse.Granted(answer);
            return true;
        });
        return answer.Granted >= wanted;
    }

    private async ValueTask AskAsync(BudgetTerms terms, MonthPurse purse, long units, CancellationToken cancellationToken)
    {
        await _asking.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await FillAsync(terms, purse, units, 0, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _asking.Release();
        }
    }

    private MonthPurse PurseOf(BudgetTerms terms, BudgetMonth month)
    {
        lock (_lock)
        {
            return _months.TryGetValue(month.Start, out var known)
                ? known
                : _months[month.Start] = new MonthPurse(new ComputeUnitMonth { Account = terms.Account, Start = month.Start });
        }
    }

    private T Locked<T>(Func<T> work)
    {
        lock (_lock)
        {
            return work();
        }
    }
}
