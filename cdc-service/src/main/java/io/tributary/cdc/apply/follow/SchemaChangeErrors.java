package io.tributary.cdc.apply.follow;

import io.tributary.cdc.apply.policy.ApplyError;
import io.tributary.cdc.definition.SchemaChange;
import io.tributary.common.error.Sentences;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.StreamId;
import io.tributary.common.model.TableName;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.source.SchemaChanges;
import io.tributary.common.plan.source.Source;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The errors with which a stream stops at a change of the tables that it reads. */
final class SchemaChangeErrors {
  private static final String STAY = "there is no way back any more that loses nothing";

  private final Source source;
  private final StreamId stream;

  SchemaChangeErrors(MovingSource moving) {
    this.source = moving.source();
    this.stream = moving.stream();
  }

  /** The side that is written to does not follow changes of tables. */
  TributaryException unfollowed(FoundTableChange found) {
    return stop(
        found.before().table(),
        effects(found),
        "",
        "Take the change back, and type `./tributary resume NAME`; as long as it stays, " + STAY);
  }

  private static String effects(FoundTableChange found) {
    return found.changes().stream().map(SchemaChange::effect).collect(Collectors.joining("; "));
  }

  /** The table that it writes is not like the one that it reads. */
  TributaryException at(FoundTableChange found, Set<String> missing, String reason) {
    TableName table = found.before().table();
    String copy = source.targetOf(table).map(TableName::display).orElse(table.display());
    String effects = effects(found);
    String next =
        found.lasting()
            ? "Nothing that is done in " + stream.destination() + " makes up for that: " + lasting()
            : "Make the same change to "
                + copy
                + " in "
                + stream.destination()
                + " and type `./tributary resume NAME`"
                + (stream.goesBack() ? "" : ", or abort it")
                + ". To be done: "
                + String.join("; ", missing);
    return stop(table, effects, reason, next);
  }

  /** A table that was not there when the stream was made ready. */
  TributaryException unknown(TableName table) {
    return stop(
        table,
        "it was not there when "
            + (stream.goesBack() ? "the way back" : "the target")
            + " was made, or had another name",
        "",
        Sentences.beginning(lasting()));
  }

  private String lasting() {
    return stream.goesBack() ? STAY : "type " + stream.restartCommand();
  }

  private TributaryException stop(TableName table, String effects, String reason, String next) {
    String mode =
        source.schemaChanges() == SchemaChanges.FOLLOW
            ? " This is not followed" + (reason.isEmpty() ? "." : ": " + reason + ".")
            : "";
    String back =
        stream.goesBack()
            ? " Until it goes on, %s lacks what is written at the target, and going back is refused."
                .formatted(stream.destination())
            : "";
    return new TributaryException(
        ApplyError.SCHEMA_CHANGED,
        "Table "
            + table.display()
            + " of "
            + stream.origin()
            + " was changed: "
            + effects
            + ". The stream stops before what follows."
            + mode
            + back
            + " "
            + next
            + ".",
        Map.of("source", source.name(), "table", table.display(), "change", effects));
  }
}
