package io.tributary.validator.ledger;

import io.tributary.common.model.TableName;
import io.tributary.validator.catalog.TablePair;
import io.tributary.validator.changes.DirtyTables;
import io.tributary.validator.config.ValidatorLimits;
import io.tributary.validator.verdict.StandingVerdicts;
import io.tributary.validator.verdict.StandingVerdicts.Standing;
import java.util.List;
import java.util.function.Predicate;

/**
 * What the latest verdicts and the changes since say together: which tables are known to be equal
 * but for changed rows, and which changed too much to tell.
 *
 * @param verdicts the latest
 * @param dirty what changed since
 * @param limits up to which sizes tables are read as a whole in any case
 */
record StandingEquality(StandingVerdicts verdicts, DirtyTables dirty, ValidatorLimits limits) {

  /** The tables with a key that were equal and changed beyond what their keys tell. */
  List<TableName> changedBeyondKeys() {
    return tablesWhose(this::changedBeyondKeys);
  }

  /** These, and the large ones without key of which anything changed. */
  List<TableName> changedAsAWhole() {
    return tablesWhose(this::changedAsAWhole);
  }

  /** How many tables are equal but for changed rows. */
  int verified() {
    return tablesWhose(this::verified).size();
  }

  private List<TableName> tablesWhose(Predicate<Standing> holds) {
    return verdicts.tables().stream()
        .filter(table -> verdicts.of(table).filter(holds).isPresent())
        .sorted()
        .toList();
  }

  /** Whether a table is equal but for changed rows. */
  boolean verified(Standing standing) {
    return standing.pair().filter(standing::equal).isPresent()
        && (!limits.byKeys(standing.sourceRows()) || !changedBeyondKeys(standing));
  }

  private boolean changedBeyondKeys(Standing standing) {
    return standing.pair().filter(TablePair::keyed).isPresent() && changedAsAWhole(standing);
  }

  private boolean changedAsAWhole(Standing standing) {
    return standing
        .pair()
        .filter(pair -> standing.equal(pair) && limits.byKeys(standing.sourceRows()))
        .filter(pair -> dirty.of(pair.source().table()).beyondKeys())
        .isPresent();
  }
}
