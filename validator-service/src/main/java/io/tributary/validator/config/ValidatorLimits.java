package io.tributary.validator.config;

/**
 * The limits of comparisons; see {@link ValidatorSettings} for the meaning of each.
 *
 * @param settleRounds rounds per moving row
 * @param differingRows differing rows after which a search ends
 * @param dirtyKeysPerTable changed keys remembered
 * @param alwaysFullRows tables verified in full in any case
 * @param fullWhenChangedRows tables verified in full when changed
 * @param countedRows rows of a source's changed tables that are counted behind the fence
 * @param neighbourQueries vectors per collection whose neighbours are searched for in a pass
 * @param pickleBytes the largest pickle that is read
 * @param rowsPerRange rows of a large table that are compared in one snapshot
 */
public record ValidatorLimits(
    int settleRounds,
    int differingRows,
    int dirtyKeysPerTable,
    long alwaysFullRows,
    long fullWhenChangedRows,
    long countedRows,
    int neighbourQueries,
    long pickleBytes,
    int rowsPerRange) {

  /** Whether a table of so many rows is so large that only its changed rows are read at a fence. */
  public boolean byKeys(long rows) {
    return rows > Math.max(alwaysFullRows, fullWhenChangedRows);
  }

  /** Whether a table of so many rows is so small that what changes of it is no matter. */
  public boolean alwaysInFull(long rows) {
    return rows <= alwaysFullRows;
  }

  /** The configured limits. */
  public static ValidatorLimits of(ValidatorSettings config) {
    return new ValidatorLimits(
        config.settleRounds(),
        config.differingRowsLimit(),
        config.dirtyKeysPerTable(),
        config.alwaysFullRows(),
        config.fullWhenChangedRows(),
        config.countedRows(),
        config.neighbourQueries(),
        config.chromaPickleBytes(),
        config.rowsPerRange());
  }
}
