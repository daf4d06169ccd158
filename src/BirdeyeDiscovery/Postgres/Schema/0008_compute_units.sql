-- Compatible from: 2
--
-- A host of an earlier version that is running goes on beside this version: it neither reads nor writes what is new here, and it knows no budget.

-- What an account has spent of the compute units of a month, and what its hosts have reserved and not settled yet. Both count against the budget. The
-- last grant is kept because the statement that makes it also has to return it.
CREATE TABLE compute_units (
    account text NOT NULL CHECK (account <> ''),
    month date NOT NULL,
    spent bigint NOT NULL CHECK (spent >= 0),
    reserved bigint NOT NULL CHECK (reserved >= 0),
    granted bigint NOT NULL CHECK (granted >= 0),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (account, month)
);

-- The state of the budget after a cycle; null when there is none.
ALTER TABLE discovery_snapshots ADD COLUMN budget jsonb;
