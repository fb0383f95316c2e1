package io.tributary.cdc.schema;

import io.tributary.cdc.database.Databases;
import io.tributary.cdc.schema.opening.StaleViews;
import io.tributary.cdc.schema.plan.SchemaLayout;
import io.tributary.cdc.schema.state.SchemaError;
import io.tributary.cdc.schema.state.SchemaFailures;
import io.tributary.cdc.schema.state.StateSchema;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.StreamId;
import io.tributary.common.plan.MovingSource;
import io.tributary.database.DatabaseSession;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Refreshes the materialized views of sides that were opened again. It may take as long as the
 * views are large, so it has a thread of its own, and neither a change of sides nor a stream waits
 * for it. What was not done, because a service or a database died or a view could not be refreshed,
 * is done later: what is to be refreshed is noted at the side. Thread-safe.
 */
@ApplicationScoped
public class ViewRefreshing {
  private static final Logger LOG = Logger.getLogger(ViewRefreshing.class);
  private static final Duration AGAIN_AFTER = Duration.ofMinutes(1);

  private final Databases databases;
  private final Clock clock;

  /** When a stream is to be looked at again; never where nothing is left. */
  private final Map<StreamId, Instant> next = new ConcurrentHashMap<>();

  /**
   * What is to be told of views that are not refreshed, of each stream whose side has such ones.
   */
  private final Map<StreamId, ErrorReport> stale = new ConcurrentHashMap<>();

  private final ExecutorService refreshing =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread thread = new Thread(work, "materialized views");
            thread.setDaemon(true);
            return thread;
          });

  /** The service, with what opens connections to the sides. */
  public ViewRefreshing(Databases databases, Clock clock) {
    this.databases = databases;
    this.clock = clock;
  }

  /**
   * Looks whether views are to be refreshed at the side that a stream goes to. Called each second,
   * and does not block.
   */
  public void look(MovingSource way) {
    Instant now = clock.instant();
    StreamId stream = way.stream();
    Instant due = next.putIfAbsent(stream, Instant.MAX);
    if (due == null || !due.isAfter(now)) {
      next.put(stream, Instant.MAX);
      refreshing.execute(() -> refresh(way));
    }
  }

  /**
   * Notes the views of a side in the transaction that opens it again. From then on, and before
   * anybody hears that it is open, it is told that they are stale.
   *
   * @param opening a session in that transaction
   */
  public void note(DatabaseSession opening, SchemaLayout layout) {
    StreamId stream = layout.stream();
    int views = new StaleViews(opening, stream, layout.destinations()).note();
    if (views > 0) {
      stale.put(
          stream,
          told(
              stream,
              "%d materialized views of %s hold what they held when it was closed, and are refreshed now, or again within a minute. An application that has to have one at once refreshes it as its owner."
                  .formatted(views, stream.destination())));
    }
  }

  /** The side that a stream goes to was opened, or another instance may have opened it. */
  public void expect(StreamId stream) {
    next.remove(stream);
  }

  private void refresh(MovingSource way) {
    StreamId stream = way.stream();
    try (DatabaseSession side = databases.openForLong(way.target(), SchemaFailures::of)) {
      if (StateSchema.exists(side)) {
        StaleViews views = new StaleViews(side, stream, new SchemaLayout(way).destinations());
        settle(stream, views.refresh());
      } else {
        stale.remove(stream);
      }
    } catch (TributaryException e) {
      next.put(stream, clock.instant().plus(AGAIN_AFTER));
      LOG.warnf(
          "materialized views of %s are not refreshed if it was opened again; tried once more in a minute: %s",
          stream.destination(), e.getMessage());
    }
  }

  private void settle(StreamId stream, StaleViews.Outcome outcome) {
    if (outcome.failed().isEmpty()) {
      stale.remove(stream);
    } else {
      stale.put(stream, report(stream, outcome.failed()));
      next.put(stream, clock.instant().plus(AGAIN_AFTER));
      LOG.warnf(
          "materialized views not refreshed: stream=%s %s",
          stream, String.join("; ", outcome.failed().values()));
    }
    if (outcome.refreshed() > 0) {
      LOG.infof("materialized views refreshed: stream=%s views=%d", stream, outcome.refreshed());
    }
  }

  private static ErrorReport report(StreamId stream, Map<String, String> failed) {
    Map.Entry<String, String> first = failed.entrySet().iterator().next();
    String views = "%d materialized views of %s".formatted(failed.size(), stream.destination());
    // What the database says of a row may have its values.
    ErrorReport unsaid =
        told(
            stream,
            "%s hold what they held when it was closed: they could not be refreshed, and are tried again each minute. The status says why. Mend the cause, or run this as the owner: %s."
                .formatted(
                    views,
                    failed.keySet().stream()
                        .map("`%s;`"::formatted)
                        .collect(Collectors.joining(", "))));
    return ErrorReport.of(
        SchemaError.VIEWS_STALE,
        "%s hold what they held when it was closed. `%s;` said: %s It is tried again each minute; mend the cause, or run the statement as the view's owner."
            .formatted(views, first.getKey(), first.getValue()),
        with(unsaid));
  }

  private static Map<String, String> with(ErrorReport unsaid) {
    Map<String, String> fields = new HashMap<>(unsaid.fields());
    fields.put(ErrorReport.SAID, unsaid.message());
    return fields;
  }

  private static ErrorReport told(StreamId stream, String message) {
    return ErrorReport.of(
        SchemaError.VIEWS_STALE,
        message,
        Map.of("migration", stream.migration(), "source", stream.source()));
  }

  /** Says while views of the side that a stream goes to are not refreshed. */
  public Optional<ErrorReport> warning(StreamId stream) {
    return Optional.ofNullable(stale.get(stream));
  }

  @PreDestroy
  void close() {
    refreshing.shutdownNow();
  }
}
