package io.tributary.validator.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Limits of the validator; the pace is part of the migration file ({@code validation}). */
@ConfigMapping(prefix = "tributary.validator")
public interface ValidatorSettings {

  /** Rounds of looking again at a row that moves before it counts as unsettled. */
  @WithDefault("12")
  int settleRounds();

  /** Differing rows of one table after which a comparison stops searching for more. */
  @WithDefault("100000")
  int differingRowsLimit();

  /**
   * Changed keys remembered per table. With more, reading the change topic waits until they are
   * compared; behind the fence the whole table is compared.
   */
  @WithDefault("20000")
  int dirtyKeysPerTable();

  /** Tables up to this many rows are verified in full at the cutover, changed or not. */
  @WithDefault("2000")
  long alwaysFullRows();

  /** Tables up to this many rows are verified in full at the cutover when anything changed. */
  @WithDefault("2000")
  long fullWhenChangedRows();

  /**
   * Changed tables of which not all rows are compared, and which were not counted at the rehearsal,
   * are counted behind the fence, the smallest first, up to this many rows of a source together;
   * the others keep the counts of their last full comparison, because counting would take longer
   * than a write pause may.
   */
  @WithDefault("1000000")
  long countedRows();

  /**
   * Vectors of each Chroma collection whose nearest neighbours are searched for at both ends in
   * every pass; 0 searches for none.
   */
  @WithDefault("20")
  int neighbourQueries();

  /** The largest {@code index_metadata.pickle} of a Chroma directory that is read, in bytes. */
  @WithDefault("268435456")
  long chromaPickleBytes();

  /**
   * A table of PostgreSQL of more than twice so many rows is compared by ranges of its key of about
   * so many, each in a snapshot of its own. Tables without key, those whose text keys both ends
   * sort differently, and those of files and directories are compared as a whole.
   */
  @WithDefault("1000000")
  int rowsPerRange();

  /**
   * Whether this instance offers ranges of its large tables to other instances, and compares those
   * that others offer while it has nothing to compare for the first time itself.
   */
  @WithDefault("true")
  boolean help();

  /** How often such an instance asks whether others offer ranges, in milliseconds. */
  @WithDefault("5000")
  long helpLookMillis();

  /**
   * How long a range is at least waited for that another instance compares, before it is compared
   * here; three times as long as the slowest range of the table took where that is more.
   */
  @WithDefault("60")
  long helpPatienceSeconds();
}
