package io.tributary.common.plan.rule;

/** What becomes of rows that a table of the target holds before the rows of the source come. */
public enum ExistingRows {
  /** The migration does not start. */
  REFUSE,
  /**
   * They stay. A row that the source has under the same key with the same content is the source's
   * from then on; one with other content is refused.
   */
  KEEP,
  /**
   * They give way, kept aside until the migration is completed, so that an abort brings them back.
   */
  REPLACE
}
