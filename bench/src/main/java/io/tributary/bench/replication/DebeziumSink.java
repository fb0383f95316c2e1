package io.tributary.bench.replication;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.bench.effort.CountedProcesses;
import io.tributary.bench.stage.BenchServer;
import io.tributary.bench.stage.BenchStage;
import io.tributary.bench.stage.DatabasePair;
import io.tributary.bench.stage.ItemTable;
import io.tributary.bench.stage.JsonApi;
import io.tributary.bench.stage.PatientWait;
import io.tributary.local.stack.LoopbackPort;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * Debezium's PostgreSQL connector and its JDBC sink on the same worker: upserts in batches of
 * 5,000, values as JSON with their schema, which the sink needs.
 *
 * @param stage where it runs
 * @param unnest whether the sink writes set-based, which it does not do by default
 */
public record DebeziumSink(BenchStage stage, boolean unnest) implements TableReplication {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final String BATCH = "5000";

  @Override
  public String name() {
    return unnest ? "debezium jdbc sink with unnest" : "debezium jdbc sink";
  }

  @Override
  public CountedProcesses parts() {
    return CountedProcesses.SERVERS_AND_CONNECT;
  }

  @Override
  public Running start(DatabasePair pair, ItemTable table) throws Exception {
    JsonApi connect = stage.connectApi();
    table.create(pair.source(), pair.name());
    table.create(pair.target(), pair.name());
    Running running =
        new Running() {
          @Override
          public void awaitCaptured() {
            throw new UnsupportedOperationException("the sink is not measured alone");
          }

          @Override
          public void close() throws Exception {
            connect.delete("/connectors/" + pair.name() + "-sink");
            connect.delete("/connectors/" + pair.name() + "-source");
          }
        };
    connect.put("/connectors/" + pair.name() + "-source/config", source(pair));
    connect.put("/connectors/" + pair.name() + "-sink/config", sink(pair));
    try {
      PatientWait.until(
          "the connectors of " + pair.name() + " run",
          LIMIT,
          () -> runs(connect, pair.name() + "-source") && runs(connect, pair.name() + "-sink"));
      PatientWait.until(
          "the slot of " + pair.name() + " is used",
          LIMIT,
          () ->
              "t"
                  .equals(
                      pair.source()
                          .query(
                              pair.name(),
                              "SELECT bool_and(active) FROM pg_replication_slots WHERE database ="
                                  + " current_database()")));
    } catch (Exception e) {
      running.close();
      throw e;
    }
    return running;
  }

  private static boolean runs(JsonApi connect, String connector) throws Exception {
    JsonNode task = connect.get("/connectors/" + connector + "/status").path("tasks").path(0);
    if (task.path("state").asText().equals("FAILED")) {
      throw new IllegalStateException(connector + " failed: " + task.path("trace").asText());
    }
    return task.path("state").asText().equals("RUNNING");
  }

  private Map<String, String> source(DatabasePair pair) {
    Map<String, String> settings = converters();
    BenchServer server = pair.source();
    settings.put("connector.class", "io.debezium.connector.postgresql.PostgresConnector");
    settings.put("plugin.name", "pgoutput");
    settings.put("topic.prefix", pair.name());
    settings.put("database.hostname", LoopbackPort.HOST);
    settings.put("database.port", String.valueOf(server.spec().port()));
    settings.put("database.user", "postgres");
    settings.put("database.password", server.spec().password());
    settings.put("database.dbname", pair.name());
    settings.put("slot.name", pair.name().replace('-', '_'));
    settings.put("publication.name", "bench");
    settings.put("publication.autocreate.mode", "filtered");
    settings.put("table.include.list", ItemTable.NAME);
    settings.put("snapshot.mode", "no_data");
    settings.put("max.batch.size", "8192");
    settings.put("max.queue.size", "32768");
    settings.put("poll.interval.ms", "5");
    settings.put("producer.override.linger.ms", "5");
    settings.put("producer.override.batch.size", "262144");
    settings.put("producer.override.sasl.jaas.config", stage.brokerLogin());
    settings.put("admin.override.sasl.jaas.config", stage.brokerLogin());
    settings.put("topic.creation.default.replication.factor", "1");
    settings.put("topic.creation.default.partitions", "1");
    return settings;
  }

  private Map<String, String> sink(DatabasePair pair) {
    Map<String, String> settings = converters();
    settings.put("connector.class", "io.debezium.connector.jdbc.JdbcSinkConnector");
    settings.put("tasks.max", "1");
    settings.put("topics", pair.name() + "." + ItemTable.NAME);
    settings.put("connection.url", pair.target().spec().jdbcUrl(pair.name()));
    settings.put("connection.username", "postgres");
    settings.put("connection.password", pair.target().spec().password());
    settings.put("collection.name.format", ItemTable.NAME);
    settings.put("insert.mode", "upsert");
    settings.put("delete.enabled", "true");
    settings.put("primary.key.mode", "record_key");
    settings.put("schema.evolution", "none");
    settings.put("batch.size", BATCH);
    settings.put("consumer.override.max.poll.records", BATCH);
    settings.put("consumer.override.sasl.jaas.config", stage.brokerLogin());
    settings.put("dialect.postgres.unnest.insert.enabled", String.valueOf(unnest));
    return settings;
  }

  private static Map<String, String> converters() {
    Map<String, String> settings = new TreeMap<>();
    for (String side : new String[] {"key", "value"}) {
      settings.put(side + ".converter", "org.apache.kafka.connect.json.JsonConverter");
      settings.put(side + ".converter.schemas.enable", "true");
    }
    return settings;
  }
}
