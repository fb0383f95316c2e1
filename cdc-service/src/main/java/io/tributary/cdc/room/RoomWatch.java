package io.tributary.cdc.room;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import io.tributary.cdc.connect.SeenRooms;
import io.tributary.cdc.connect.SupervisedConnectors;
import io.tributary.cdc.database.Databases;
import io.tributary.cdc.database.DiskRoom;
import io.tributary.cdc.reconcile.AppliedStream;
import io.tributary.cdc.reconcile.DesiredMigrations;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.model.StreamId;
import io.tributary.database.DatabaseSession;
import io.tributary.kafka.BrokerRoom;
import io.tributary.kafka.KeptAdmin;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/**
 * Looks now and then at the disks of the brokers and of the targets of the streams that run, on a
 * thread of its own: asking a broker that is gone takes long. What cannot be asked is not seen.
 * Sources are looked at with their captures.
 */
@ApplicationScoped
public class RoomWatch {
  private static final Logger LOG = Logger.getLogger(RoomWatch.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final int STOP_SECONDS = 2;

  private final DesiredMigrations migrations;
  private final KeptAdmin admin;
  private final SupervisedConnectors connectors;
  private final Databases databases;
  private final RoomSettings settings;
  private final MultiGauge brokerRoom;
  private final MultiGauge targetRoom;
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

  RoomWatch(
      DesiredMigrations migrations,
      @Identifier("default-kafka-broker") Map<String, Object> broker,
      SupervisedConnectors connectors,
      Databases databases,
      RoomSettings settings,
      MeterRegistry registry) {
    this.migrations = migrations;
    this.admin = new KeptAdmin(broker, "tributary-room");
    this.connectors = connectors;
    this.databases = databases;
    this.settings = settings;
    this.brokerRoom =
        MultiGauge.builder("tributary.brokers.free.disk.bytes")
            .description("Room of the broker with the least; no row where none tells")
            .register(registry);
    this.targetRoom =
        MultiGauge.builder("tributary.target.free.disk.bytes")
            .description("Room on the disk of a target's server; no row where it cannot be seen")
            .register(registry);
  }

  void start(@Observes StartupEvent started) {
    long every = settings.intervalSeconds();
    if (every > 0) {
      timer.scheduleWithFixedDelay(this::look, every, every, TimeUnit.SECONDS);
    }
  }

  private void look() {
    try {
      SeenRooms seen = new SeenRooms(brokers(), targets());
      connectors.saw(seen);
      brokerRoom.register(rows(seen.brokers(), Tags.empty()).toList(), true);
      targetRoom.register(
          seen.targets().entrySet().stream()
              .flatMap(each -> rows(each.getValue(), tags(each.getKey())))
              .toList(),
          true);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      // The thread must not end because of a look.
      LOG.errorf(e, "disks of brokers and targets are not looked at");
    }
  }

  private DiskRoom brokers() throws InterruptedException {
    try {
      return new DiskRoom(
          BrokerRoom.least(
              admin.get(),
              admin.get().describeCluster().nodes().get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS),
              TIMEOUT));
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      LOG.debugf("brokers do not tell their room cause=%s", e.getMessage());
      return DiskRoom.UNSEEN;
    }
  }

  /** Each target is asked once. The disk of a way back's home is looked at as that of a source. */
  private Map<StreamId, DiskRoom> targets() {
    Map<DatabaseAddress, DiskRoom> asked = new HashMap<>();
    Map<StreamId, DiskRoom> rooms = new HashMap<>();
    List<AppliedStream> running = migrations.replicating();
    for (AppliedStream stream : running) {
      StreamId id = stream.moving().stream();
      if (!id.goesBack()) {
        rooms.put(id, asked.computeIfAbsent(stream.moving().target(), this::target));
      }
    }
    return rooms;
  }

  private DiskRoom target(DatabaseAddress place) {
    if (!DiskRoom.isHere(place.host())) {
      return DiskRoom.UNSEEN;
    }
    try (DatabaseSession session = databases.look(place)) {
      return DiskRoom.of(session);
    } catch (TributaryException e) {
      LOG.debugf("target not asked for its room code=%s", e.report().code());
      return DiskRoom.UNSEEN;
    }
  }

  private static Tags tags(StreamId stream) {
    return Tags.of("migration", stream.migration(), "source", stream.source());
  }

  private static Stream<Row<?>> rows(DiskRoom room, Tags tags) {
    return room.freeBytes().stream().mapToObj(free -> Row.of(tags, free));
  }

  @PreDestroy
  void stop() throws InterruptedException {
    timer.shutdownNow();
    timer.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
    admin.close();
  }
}
