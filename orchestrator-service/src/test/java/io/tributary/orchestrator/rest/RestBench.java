package io.tributary.orchestrator.rest;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.tributary.orchestrator.SimulatedServices;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.postgresql.ds.PGSimpleDataSource;

/** The running service with a broker and a target, and players for the other services. */
abstract class RestBench {
  static final String PROBLEM = "application/problem+json";
  static final Duration LONG = Duration.ofSeconds(30);

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String broker;

  @ConfigProperty(name = "fixture.host")
  String host;

  @ConfigProperty(name = "fixture.port")
  int port;

  @ConfigProperty(name = "fixture.user")
  String user;

  @ConfigProperty(name = "fixture.password")
  String password;

  Path directory;

  SimulatedServices services;
  Path secret;

  @BeforeEach
  void start() throws IOException {
    directory = Files.createTempDirectory("orchestrator-rest");
    secret = Files.writeString(directory.resolve("secret"), password + "\n");
    services = new SimulatedServices(broker, "orchestrator-rest");
    await().atMost(LONG).until(() -> get("/q/health/ready").path("status").equals("UP"));
    await()
        .atMost(LONG)
        .until(
            () -> get("/q/health/ready").path("checks.find{it.name=='topics read'}.data.active"));
  }

  /** Without the list of drivers, which another class loader may have filled. */
  Connection connect(String database) throws SQLException {
    PGSimpleDataSource server = new PGSimpleDataSource();
    server.setURL("jdbc:postgresql://" + host + ":" + port + "/" + database);
    return server.getConnection(user, password);
  }

  @AfterEach
  void stop() throws InterruptedException, IOException {
    services.close();
    try (Stream<Path> files = Files.walk(directory)) {
      files.map(Path::toFile).sorted(Comparator.reverseOrder()).forEach(File::delete);
    }
  }

  Response cutover(String name, String key) {
    return given().header("Idempotency-Key", key).post("/migrations/" + name + "/cutover");
  }

  static ValidatableResponse post(String file) {
    return given()
        .contentType("application/yaml")
        .body(file.getBytes(StandardCharsets.UTF_8))
        .post("/migrations")
        .then();
  }

  static ValidatableResponse order(String name, String order) {
    return given().post("/migrations/" + name + "/" + order).then();
  }

  static void awaitState(String name, String state) {
    await().atMost(LONG).until(() -> state.equals(get("/migrations/" + name).path("state")));
  }

  static void awaitGate(String name) {
    await()
        .atMost(LONG)
        .until(() -> given().post("/migrations/" + name + "/cutover?dryRun=true").path("open"));
  }

  String file(String name, Path env) {
    return """
    migration: %s
    target:
      connection:
        host: %s
        port: %d
        database: %s
        user: %s
        password: {file: %s}
      schemas:
        shop:
          role: shop
    sources:
      - name: a
        kind: postgresql
        connection: {host: 127.0.0.1, port: 1, database: legacy, user: nobody}
        schemas:
          - from: public
            to: shop
    cutover:
      time-limit-millis: 20000
      switch:
        - env-file:
            path: %s
            set:
              DB: "new-${file:%s}"
    """
        .formatted(name, host, port, Servers.DATABASE, user, secret, env, secret);
  }
}
