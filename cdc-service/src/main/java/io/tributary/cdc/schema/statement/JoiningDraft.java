package io.tributary.cdc.schema.statement;

import io.tributary.cdc.schema.state.PreparationJournal;
import io.tributary.common.model.TableName;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What is to be made for tables that join.
 *
 * @param copies the table of the target by the name of each, as verdicts have it
 * @param extensions names of extensions that they need
 * @param making makes them with all that is theirs, and keeps what the rows go by, in the open
 *     transaction, which finds unqualified names in the target schema
 */
public record JoiningDraft(
    Map<String, TableName> copies, List<String> extensions, Consumer<PreparationJournal> making) {
  public JoiningDraft {
    copies = Map.copyOf(copies);
    extensions = List.copyOf(extensions);
  }
}
