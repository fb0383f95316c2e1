package io.tributary.cdc.source;

import io.tributary.cdc.connect.CaptureSettings;
import io.tributary.cdc.connect.SupervisedConnectors;
import io.tributary.cdc.copy.CopyHooks;
import io.tributary.cdc.copy.CopyService;
import io.tributary.cdc.copy.CopySettings;
import io.tributary.cdc.database.Databases;
import io.tributary.cdc.schema.SchemaService;
import io.tributary.cdc.schema.ViewRefreshing;
import io.tributary.cdc.schema.dump.SchemaSettings;
import io.tributary.cdc.source.chroma.ChromaDriverFactory;
import io.tributary.cdc.source.converted.ConvertedSourceParts;
import io.tributary.cdc.source.kinds.SourceKinds;
import io.tributary.cdc.source.postgresql.PostgresDriverFactory;
import io.tributary.cdc.source.postgresql.PostgresTargetSide;
import io.tributary.cdc.source.postgresql.capture.PostgresCaptureService;
import io.tributary.cdc.source.postgresql.fence.FenceService;
import io.tributary.cdc.source.postgresql.fence.FenceSettings;
import io.tributary.cdc.source.sqlite.SqliteDriverFactory;
import io.tributary.cdc.worker.ConnectAddress;
import io.tributary.fixture.ConnectFixture;
import io.tributary.fixture.KafkaFixture;
import io.tributary.fixture.PostgresFixture;
import java.time.Clock;
import java.util.Map;

/** All kinds of source as the service puts them together, with the addresses of a test. */
public final class RealSourceKinds {
  /** Where PostgreSQL's programs are; without it, those of the shared target. */
  public static final String PROGRAMS = "tributary.schema.pg-bin-directory";

  private RealSourceKinds() {}

  private static String programs(Map<String, String> settings) {
    String given = settings.get(PROGRAMS);
    return given == null ? PostgresFixture.target().binDirectory().toString() : given;
  }

  /** With the shared worker and broker, and these settings. */
  public static SourceKinds with(Map<String, String> settings) {
    return with(
        settings,
        ConnectFixture.worker().restUrl(),
        KafkaFixture.bootstrapServers(),
        new CopyHooks());
  }

  /** With another worker and broker, and hooks into the copy of rows. */
  public static SourceKinds with(
      Map<String, String> settings, String connectUrl, String broker, CopyHooks hooks) {
    Databases databases = new Databases();
    Clock clock = Clock.systemUTC();
    SupervisedConnectors connectors =
        new SupervisedConnectors(
            TargetEnd.settings(CaptureSettings.class, settings),
            ConnectAddress.of(connectUrl),
            Map.of("bootstrap.servers", broker),
            "tributary",
            (short) 1,
            clock);
    SchemaService schema =
        new SchemaService(
            databases,
            TargetEnd.settings(SchemaSettings.class, Map.of(PROGRAMS, programs(settings))),
            clock);
    CopyService copies =
        new CopyService(databases, TargetEnd.settings(CopySettings.class, settings), hooks, clock);
    FenceService fence = fence();
    PostgresCaptureService capture = new PostgresCaptureService(connectors, databases, clock);
    TargetSide target = new PostgresTargetSide(fence, capture, databases);
    ViewRefreshing views = new ViewRefreshing(databases, clock);
    ConvertedSourceParts parts =
        new ConvertedSourceParts(schema, databases, connectors, target, views, clock);
    return new SourceKinds(
        new PostgresDriverFactory(schema, capture, copies, fence, databases, target, views),
        new SqliteDriverFactory(parts, copies),
        new ChromaDriverFactory(parts));
  }

  /** The fences of servers, as all kinds use them. */
  public static FenceService fence() {
    return new FenceService(
        new Databases(),
        TargetEnd.settings(FenceSettings.class, Map.of()),
        "tributary",
        Clock.systemUTC());
  }
}
