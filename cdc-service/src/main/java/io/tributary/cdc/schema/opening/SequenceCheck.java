package io.tributary.cdc.schema.opening;

import io.tributary.cdc.schema.opening.SequencePairs.Lonely;
import io.tributary.cdc.schema.opening.SequencePairs.Pair;
import io.tributary.cdc.schema.opening.SourceSequences.Standing;
import io.tributary.cdc.schema.state.SchemaError;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.TableName;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.sql.Sql;
import io.tributary.database.DatabaseSession;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Whether the sequences of the side that is opened can be set as they stand at the other one. Asked
 * while applications go on, since behind the fence nobody could answer for it any more.
 *
 * @param out the source as it moves out
 * @param from the side that is closed
 * @param to the side that is opened
 */
record SequenceCheck(MovingSource out, Side from, Side to) {
  private static final String COLUMN =
      """
      SELECT FROM pg_catalog.pg_attribute a
        JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
       WHERE n.nspname = ? AND c.relname = ? AND a.attname = ? AND NOT a.attisdropped\
      """;

  /**
   * One of the two databases.
   *
   * @param name what it is called in a message
   * @param session a connection to it
   */
  record Side(String name, DatabaseSession session) {}

  /**
   * Does nothing where all can be set.
   *
   * @throws TributaryException {@link SchemaError#SEQUENCE}
   */
  void require(SequencePairs sequences) {
    requireCounterparts(sequences.from(), from, to);
    requireCounterparts(sequences.to(), to, from);
    sequences.pairs().forEach(this::requireRights);
    requireRoom(sequences.pairs());
  }

  private void requireCounterparts(List<Lonely> lonely, Side at, Side other) {
    for (Lonely one : lonely) {
      // What belonged to a table that the other side dropped went with it.
      if (one.owner().isEmpty() || has(other, one.owner().get())) {
        throw refused(
            one.sequence(),
            "%s has sequence %s, and %s has no counterpart of it, so one of them would give out numbers that are taken. Make %s at %s, give it that name back, or give the one at %s the name that it has now; if nothing needs it, drop it at %s"
                .formatted(
                    at.name(),
                    one.sequence().name().display(),
                    other.name(),
                    one.name().display(),
                    other.name(),
                    at.name(),
                    at.name()));
      }
    }
  }

  private static boolean has(Side side, CatalogSequence.OwningColumn column) {
    return side.session()
        .first(COLUMN, row -> true, column.table().schema(), column.table().name(), column.column())
        .isPresent();
  }

  private void requireRights(Pair pair) {
    requireRight(pair.from().readable(), "SELECT", pair.from(), from);
    requireRight(pair.to().settable(), "UPDATE", pair.to(), to);
  }

  private void requireRight(boolean has, String right, CatalogSequence sequence, Side side) {
    if (!has) {
      throw refused(
          sequence,
          "the role of %s may not use sequence %s as that needs. There run, as the sequence's owner: GRANT %s ON SEQUENCE %s TO %s"
              .formatted(
                  side.name(),
                  sequence.name().display(),
                  right,
                  Sql.table(sequence.name()),
                  Sql.identifier(side.session().place().user())));
    }
  }

  private void requireRoom(List<Pair> pairs) {
    Map<TableName, CatalogSequence> opened = new HashMap<>();
    pairs.forEach(pair -> opened.put(pair.to().name(), pair.to()));
    for (Standing standing : SourceSequences.read(from.session(), pairs)) {
      CatalogSequence sequence =
          Objects.requireNonNull(opened.get(standing.target()), "read for one of these");
      if (standing.lastValue() < sequence.least() || standing.lastValue() > sequence.most()) {
        throw refused(
            sequence,
            "sequence %s stands at %d at %s, and at %s it goes from %d to %d. Give it there, with ALTER SEQUENCE, the bounds that it has at %s"
                .formatted(
                    sequence.name().display(),
                    standing.lastValue(),
                    from.name(),
                    to.name(),
                    sequence.least(),
                    sequence.most(),
                    from.name()));
      }
    }
  }

  private TributaryException refused(CatalogSequence sequence, String why) {
    Map<String, String> fields = new HashMap<>(out.fields());
    fields.put("sequence", sequence.name().display());
    return new TributaryException(
        SchemaError.SEQUENCE,
        "Source %s does not change sides and goes on as before: %s."
            .formatted(out.source().name(), why),
        fields);
  }
}
