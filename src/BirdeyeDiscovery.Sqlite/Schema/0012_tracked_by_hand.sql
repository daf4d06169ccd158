-- Compatible from: 1
--
-- A host of an earlier version that is running goes on beside this version: it names the columns that it reads and writes, and reads a token that a person
-- tracks as one that the person made active.

-- An action that an older library does not know has its own word here, and in the column "action" the nearest word that every library knows: a host of an
-- earlier version reads the actions in its cycles, and one with a word that it does not know would make each of them fail. A tracked token is "resume" there,
-- because it is active and the rules apply to it.
ALTER TABLE operator_actions ADD COLUMN exact_action TEXT CHECK (exact_action <> '');
