package io.tributary.cdc.apply.follow;

import io.tributary.cdc.apply.policy.ApplyError;
import io.tributary.cdc.definition.SchemaChange;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.TableName;
import io.tributary.common.plan.source.SchemaChanges;
import io.tributary.common.plan.source.Source;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The errors with which a stream stops at a change of the source's schema. */
final class SchemaChangeErrors {
  private final Source source;

  SchemaChangeErrors(Source source) {
    this.source = source;
  }

  /** The target's copy is not like the source's table. */
  TributaryException at(FoundTableChange found, Set<String> missing, String reason) {
    TableName table = found.before().table();
    String copy = source.targetOf(table).map(TableName::display).orElse(table.display());
    String effects =
        found.changes().stream().map(SchemaChange::effect).collect(Collectors.joining("; "));
    String next =
        found.lasting()
            ? "Nothing that is done in the target makes up for that: abort the migration and start"
                + " it anew."
            : "Make the same change to "
                + copy
                + " in the target and resume the migration, or abort it. To be done: "
                + String.join("; ", missing)
                + ".";
    return stop(table, effects, reason, next);
  }

  /** A table that was not there when the target was made. */
  TributaryException unknown(TableName table) {
    return stop(
        table,
        "it was not there when the target was made, or had another name",
        "",
        "Abort the migration and start it anew.");
  }

  private TributaryException stop(TableName table, String effects, String reason, String next) {
    String mode =
        source.schemaChanges() == SchemaChanges.FOLLOW
            ? " This is not followed" + (reason.isEmpty() ? "." : ": " + reason + ".")
            : "";
    return new TributaryException(
        ApplyError.SCHEMA_CHANGED,
        "Table "
            + table.display()
            + " of source "
            + source.name()
            + " was changed: "
            + effects
            + ". The stream stops before what follows."
            + mode
            + " "
            + next,
        Map.of("source", source.name(), "table", table.display(), "change", effects));
  }
}
