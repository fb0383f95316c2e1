package io.tributary.connect.postgresql;

import io.debezium.config.Configuration;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Settings of Debezium's that the connector's guarantees rest on. They may be left out; another
 * value is refused rather than silently corrected.
 */
final class RequiredSettings {

  private static final Map<String, String> VALUES =
      Map.of(
          "plugin.name", "pgoutput",
          "provide.transaction.metadata", "true",
          "snapshot.query.mode", "custom",
          "snapshot.query.mode.custom.name", TextSnapshotQuery.NAME,
          "converters", "literal",
          "literal.type", LiteralConverter.class.getName(),
          "event.converting.failure.handling.mode", "fail",
          "lsn.flush.mode", "connector",
          "slot.drop.on.stop", "false",
          "notification.enabled.channels", "sink");

  private static final String SESSION_OPTIONS = "driver.options";

  /**
   * How every session prints values and which names it finds, whatever the role or the database
   * presets. Debezium's statements compare names with texts, for which an owner of a schema in the
   * default search path may make operators of their own. And the server ends a session soon after
   * its worker's host is gone, with the slot and the locks that it holds.
   */
  private static final String SESSION =
      "-c datestyle=ISO -c intervalstyle=postgres -c extra_float_digits=3 -c bytea_output=hex -c lc_monetary=C "
          + "-c search_path=pg_catalog,pg_temp "
          + "-c tcp_keepalives_idle=5 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=3";

  private RequiredSettings() {}

  /**
   * The configuration with every required setting in it.
   *
   * @throws ConnectException naming the setting that has another value
   */
  static Configuration in(Configuration given) {
    Configuration.Builder complete = given.edit();
    VALUES.forEach((key, value) -> complete.with(key, required(given, key, value)));
    String options = given.getString(SESSION_OPTIONS, "");
    complete.with(SESSION_OPTIONS, options.endsWith(SESSION) ? options : join(options));
    return complete.build();
  }

  private static String join(String options) {
    return (options + " " + SESSION).trim();
  }

  private static String required(Configuration given, String key, String value) {
    String present = given.getString(key, value);
    if (!value.equals(present)) {
      throw new ConnectException(
          "TRB-CAPTURE-SETTING: %s is %s, but %s works with %s only; leave the setting out."
              .formatted(key, present, PostgresSourceConnector.class.getSimpleName(), value));
    }
    return value;
  }
}
