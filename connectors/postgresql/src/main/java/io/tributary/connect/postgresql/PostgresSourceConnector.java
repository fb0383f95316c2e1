package io.tributary.connect.postgresql;

import io.debezium.connector.postgresql.PostgresConnector;
import org.apache.kafka.connect.connector.Task;

/**
 * Debezium's PostgreSQL connector with Tributary's guarantees: every value travels as its exact
 * text literal, stored offsets name transaction boundaries only, a snapshot begins with a slot of
 * its own, and a slot that does not continue the stored offset stops the task.
 *
 * <p>It takes every setting of Debezium's connector; {@code docs/connector-postgresql.md} names
 * those that it needs.
 */
public class PostgresSourceConnector extends PostgresConnector {

  @Override
  public String version() {
    return PluginVersion.of(PostgresSourceConnector.class);
  }

  @Override
  public Class<? extends Task> taskClass() {
    return PostgresSourceTask.class;
  }
}
