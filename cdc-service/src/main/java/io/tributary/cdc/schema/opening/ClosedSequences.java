package io.tributary.cdc.schema.opening;

import io.tributary.cdc.schema.opening.SequencePairs.Pair;
import io.tributary.cdc.schema.opening.SourceSequences.Standing;
import io.tributary.cdc.schema.state.SchemaError;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.TableName;
import io.tributary.database.DatabaseSession;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The sequences of the side that is closed, and where each of them stands, read at once before the
 * other side is opened.
 *
 * @param catalog all of them
 * @param standings where those stand that may be read, by their names at the closed side
 */
record ClosedSequences(List<CatalogSequence> catalog, Map<TableName, Standing> standings) {

  /** Those in these schemas. */
  static ClosedSequences read(DatabaseSession closed, Collection<String> schemas) {
    List<CatalogSequence> catalog = CatalogSequence.in(closed, schemas);
    List<Pair> themselves =
        catalog.stream()
            .filter(CatalogSequence::readable)
            .map(sequence -> new Pair(sequence, sequence))
            .toList();
    Map<TableName, Standing> standings = new HashMap<>();
    SourceSequences.read(closed, themselves)
        .forEach(standing -> standings.put(standing.target(), standing));
    return new ClosedSequences(catalog, standings);
  }

  /**
   * Sets their counterparts at the side that is opened, in its transaction.
   *
   * @param pairs from the closed side to the opened one
   * @throws TributaryException {@link SchemaError#SEQUENCE} when the right to read one was taken
   *     since the rehearsal
   */
  void set(DatabaseSession opened, List<Pair> pairs) {
    if (!pairs.isEmpty()) {
      SourceSequences.set(opened, pairs.stream().map(this::standing).toList());
    }
  }

  private Standing standing(Pair pair) {
    TableName name = pair.from().name();
    Standing found = standings.get(name);
    if (found == null) {
      throw new TributaryException(
          SchemaError.SEQUENCE,
          "Sequence %s of the side that is closed cannot be read any more, so its counterpart %s is not set and the other side not opened yet. Give the role of the closed side SELECT on it; the opening then goes on by itself."
              .formatted(name.display(), pair.to().name().display()),
          Map.of("sequence", name.display()));
    }
    return new Standing(pair.to().name(), found.lastValue(), found.called());
  }
}
