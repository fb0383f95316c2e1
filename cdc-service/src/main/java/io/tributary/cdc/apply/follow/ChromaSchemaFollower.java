package io.tributary.cdc.apply.follow;

import io.tributary.cdc.apply.assemble.StreamRecord;
import io.tributary.cdc.apply.policy.ApplyError;
import io.tributary.cdc.apply.session.ApplySession;
import io.tributary.cdc.apply.session.TargetFailure;
import io.tributary.cdc.definition.TableMaking;
import io.tributary.common.change.ChangeRecord.Shape;
import io.tributary.common.error.TributaryException;
import io.tributary.common.plan.source.Source;
import io.tributary.mapping.chroma.CollectionShape;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Follows the collections of a Chroma source, which come and go with its records. A new collection
 * gets a table; one that has another dimension or space was made anew, and so is its table: the
 * connector sends all of its records behind that. Not thread-safe.
 */
public final class ChromaSchemaFollower implements SchemaFollower {
  private final Source source;
  private final LoadedMapping mapping;
  private final TableMaking making;

  public ChromaSchemaFollower(Source source, LoadedMapping mapping, TableMaking making) {
    this.source = source;
    this.mapping = mapping;
    this.making = making;
  }

  @Override
  public void load(ApplySession session) {
    mapping.load(session);
  }

  @Override
  public boolean findsChange(List<StreamRecord> changes) {
    return changes.stream().anyMatch(record -> changed(record).isPresent());
  }

  @Override
  public boolean follow(ApplySession session, StreamRecord record) {
    Optional<CollectionShape> changed = changed(record);
    if (changed.isPresent()) {
      CollectionShape collection = changed.get();
      boolean existed = mapping.basis().collection(collection.table()).isPresent();
      mapping.keep(session, collection);
      make(session, new TableMaking.Place(collection, existed));
    }
    return changed.isPresent();
  }

  /** The collection, where it is not what the target was made for. */
  private Optional<CollectionShape> changed(StreamRecord record) {
    return Optional.of(record.change())
        .filter(Shape.class::isInstance)
        .flatMap(change -> CollectionShape.of((Shape) change))
        .filter(collection -> source.targetOf(collection.table()).isPresent())
        .filter(
            collection ->
                !mapping.basis().collection(collection.table()).equals(Optional.of(collection)));
  }

  private void make(ApplySession session, TableMaking.Place place) {
    try {
      making.statements(mapping.basis(), place).forEach(session::command);
    } catch (TargetFailure e) {
      if (e.report().retryable()) {
        throw e;
      }
      String collection = place.collection().table().display();
      throw new TributaryException(
          ApplyError.SCHEMA_CHANGED,
          "Collection %s of source %s is %s, and the target refuses its table: %s. Mend that in the target and resume the migration, or exclude the collection and start it anew."
              .formatted(
                  collection,
                  source.name(),
                  place.existed() ? "another one now" : "new",
                  e.getMessage()),
          Map.of("source", source.name(), "table", collection),
          e);
    }
  }
}
