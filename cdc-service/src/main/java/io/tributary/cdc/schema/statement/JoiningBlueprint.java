package io.tributary.cdc.schema.statement;

import io.tributary.cdc.schema.state.PreparationJournal;
import java.util.Set;

/** What one kind of source adds to a finished target for tables that are new at the source. */
public interface JoiningBlueprint {

  /** Of these tables those that the target was made for, by their names as verdicts have them. */
  Set<String> known(PreparationJournal preparation, Set<String> tables);

  /**
   * Reads what is needed of the source; nothing is made yet.
   *
   * @param tables as verdicts name them; they join together or not at all
   * @throws io.tributary.common.error.TributaryException a {@link
   *     io.tributary.cdc.schema.state.JoiningError}, of one of them
   */
  JoiningDraft draft(PreparationJournal preparation, Set<String> tables);
}
