package io.tributary.cdc.schema.shared;

import io.tributary.cdc.schema.plan.SchemaLayout;
import io.tributary.cdc.schema.state.JoiningError;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.TableName;

/**
 * Words why a table does not join, whatever the kind of its source. Nothing was made then. Pure.
 *
 * @param layout the source and its place
 */
public record JoiningRefusal(SchemaLayout layout) {

  /** The target is open to its application, or was. */
  public ErrorReport wasOpen(String table) {
    return because(
        JoiningError.WAS_OPEN,
        table,
        "the target is open to its application, or was before a rollback. Complete the migration and move the table in another one.");
  }

  /** The source does not have it. */
  public ErrorReport gone(String table) {
    return because(
        JoiningError.GONE,
        table,
        "the source has no such table any more, or it does not move. Nothing was made.");
  }

  /** Something else has its name. */
  public ErrorReport taken(String table, TableName copy) {
    return because(
        JoiningError.NAME_TAKEN,
        table,
        "the target has something named "
            + copy.display()
            + " already, which this migration did not make. Nothing was touched. Drop or rename it there, and type "
            + layout.stream().addTablesCommand()
            + ".");
  }

  /** Why a table does not join, for who can only throw it. */
  public static TributaryException thrown(JoiningError code, ErrorReport why) {
    return new TributaryException(code, why.message(), why.fields());
  }

  /** Another reason. */
  public ErrorReport because(JoiningError code, String table, String why) {
    String what = "Table %s of source %s does not join: ".formatted(table, layout.source().name());
    return code.at(layout.stream(), table, what + why);
  }
}
