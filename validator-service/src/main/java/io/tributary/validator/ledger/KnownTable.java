package io.tributary.validator.ledger;

import io.tributary.common.model.TableName;
import io.tributary.common.verdict.TableVerdict;
import io.tributary.validator.catalog.TablePair;
import io.tributary.validator.verdict.StandingVerdicts.Standing;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A table that is known to be equal before anything of its stream is read.
 *
 * @param table at the leader
 * @param pair the tables as they are now
 * @param verdict by which they are equal
 * @param comparedUpTo offset up to which all its changes are compared; empty where it is so small
 *     that they are no matter
 */
record KnownTable(
    TableName table, TablePair pair, TableVerdict verdict, OptionalLong comparedUpTo) {

  /** As it stands: what moved is noted as changed, or nobody would know it. */
  Standing standing() {
    return new Standing(verdict, Optional.of(pair), verdict.equalButForMoving());
  }
}
