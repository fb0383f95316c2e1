package io.tributary.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.jspecify.annotations.Nullable;

/**
 * An administrator of the brokers who logs in when first asked for and stays, since a login costs
 * more than most questions. Thread-safe.
 */
public final class KeptAdmin implements AutoCloseable {
  private static final Duration CLOSING = Duration.ofSeconds(2);

  private final Map<String, Object> settings;
  private @Nullable Admin admin;

  /**
   * Nobody has logged in yet.
   *
   * @param broker how the brokers are reached
   * @param clientId as the brokers' logs call it
   */
  public KeptAdmin(Map<String, Object> broker, String clientId) {
    this.settings = new HashMap<>(broker);
    settings.put(AdminClientConfig.CLIENT_ID_CONFIG, clientId);
  }

  /**
   * The administrator; to be closed here alone.
   *
   * @throws org.apache.kafka.common.KafkaException for settings that nobody can log in with
   */
  public synchronized Admin get() {
    Admin open = admin;
    if (open == null) {
      open = Admin.create(settings);
      admin = open;
    }
    return open;
  }

  /** Logs out, and gives up what is still being asked after two seconds. */
  @Override
  public synchronized void close() {
    if (admin != null) {
      admin.close(CLOSING);
      admin = null;
    }
  }
}
