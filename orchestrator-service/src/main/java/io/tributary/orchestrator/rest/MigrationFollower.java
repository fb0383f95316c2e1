package io.tributary.orchestrator.rest;

import io.tributary.common.error.TributaryException;
import io.tributary.orchestrator.loop.MigrationRegistry;
import io.tributary.orchestrator.loop.OrderError;
import io.tributary.orchestrator.state.MigrationRecord;
import io.tributary.orchestrator.store.HistoryEntry;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The events of one migration for one connected client: remembers what the client was told last, so
 * that it is told only what is new. Asks the target only when a transition happened. Used by one
 * call at a time.
 */
final class MigrationFollower {
  private static final String END = "end";
  private static final int TRANSITIONS_AT_ONCE = 100;

  /** A proxy closes what is silent for long. */
  private static final int LOOKS_BETWEEN_COMMENTS = 60;

  private final MigrationRegistry migrations;
  private final String name;
  private final boolean verdicts;
  private final Sse sse;
  private long lastTransition;
  private OptionalLong versionTold = OptionalLong.empty();
  private @Nullable MigrationStatus told;
  private int silentLooks;

  MigrationFollower(
      MigrationRegistry migrations, String name, boolean verdicts, long lastTransition, Sse sse) {
    this.migrations = migrations;
    this.name = name;
    this.verdicts = verdicts;
    this.lastTransition = lastTransition;
    this.sse = sse;
  }

  /** The events since the last look; the last one ends the stream when the migration is gone. */
  List<OutboundSseEvent> look() {
    List<OutboundSseEvent> events = new ArrayList<>();
    try {
      transitions(events);
      status(events);
    } catch (TributaryException e) {
      if (e.report().code().equals(OrderError.UNKNOWN_MIGRATION.code())) {
        events.add(sse.newEventBuilder().name(END).data("").build());
      }
      // Otherwise the target does not answer just now: the next look asks again.
    }
    silentLooks = events.isEmpty() ? silentLooks + 1 : 0;
    if (silentLooks >= LOOKS_BETWEEN_COMMENTS) {
      silentLooks = 0;
      events.add(sse.newEventBuilder().comment("still here").build());
    }
    return events;
  }

  boolean ends(OutboundSseEvent event) {
    return END.equals(event.getName());
  }

  private void transitions(List<OutboundSseEvent> events) {
    OptionalLong version =
        migrations.known(name).record().stream().mapToLong(MigrationRecord::version).findAny();
    if (version.equals(versionTold)) {
      return;
    }
    List<HistoryEntry> found = migrations.history(name, lastTransition, TRANSITIONS_AT_ONCE);
    for (HistoryEntry entry : found) {
      events.add(
          sse.newEventBuilder()
              .name("transition")
              .id(String.valueOf(entry.id()))
              .mediaType(MediaType.APPLICATION_JSON_TYPE)
              .data(HistoryEntry.class, entry)
              .build());
      lastTransition = entry.id();
    }
    if (found.size() < TRANSITIONS_AT_ONCE) {
      versionTold = version;
    }
  }

  private void status(List<OutboundSseEvent> events) {
    MigrationStatus whole = MigrationStatus.of(migrations.known(name), migrations.plan(name));
    MigrationStatus now = verdicts ? whole : whole.withoutVerdicts();
    if (!now.equals(told)) {
      told = now;
      events.add(
          sse.newEventBuilder()
              .name("status")
              .mediaType(MediaType.APPLICATION_JSON_TYPE)
              .data(MigrationStatus.class, now)
              .build());
    }
  }
}
