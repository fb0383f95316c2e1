package io.tributary.cdc.preflight;

import static io.tributary.cdc.preflight.PreflightSubject.all;
import static io.tributary.cdc.preflight.PreflightSubject.connection;
import static io.tributary.cdc.preflight.PreflightSubject.execute;
import static io.tributary.cdc.preflight.PreflightSubject.source;

import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.plan.source.Source;
import io.tributary.fixture.PostgresFixture;
import io.tributary.fixture.PostgresServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A source with vectors and an empty target, each in a database of its own. */
abstract class TargetScenario {
  static final String DATABASE = "preflight_target_it";

  final PostgresServer legacy = PostgresFixture.source();
  final PostgresServer server = PostgresFixture.target();
  Source source;
  DatabaseAddress target;

  @BeforeEach
  void create() throws Exception {
    legacy.createDatabase(DATABASE);
    server.createDatabase(DATABASE);
    execute(
        legacy,
        DATABASE,
        "CREATE EXTENSION vector",
        "CREATE TABLE passage (id int PRIMARY KEY, embedding vector(3))");
    source = source("legacy", connection(legacy, DATABASE), all("public", "shop"));
    target = connection(server, DATABASE);
  }

  @AfterEach
  void drop() {
    legacy.dropDatabase(DATABASE);
    server.dropDatabase(DATABASE);
  }
}
