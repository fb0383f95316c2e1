package io.tributary.local.init.text;

import io.tributary.common.model.ConnectionTls;
import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.model.TlsMode;
import io.tributary.common.secret.SecretRef;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A connection as a migration file has it. Pure. */
public final class ConnectionText {
  private ConnectionText() {}

  /** On one line; of the password only where it is kept. */
  public static String of(DatabaseAddress address) {
    Map<String, String> keys = new LinkedHashMap<>();
    keys.put("host", YamlText.scalar(address.host()));
    keys.put("port", String.valueOf(address.port()));
    keys.put("database", YamlText.scalar(address.database()));
    keys.put("user", YamlText.scalar(address.user()));
    SecretRef password = address.password();
    if (password != null) {
      keys.put("password", "{env: " + password.name() + "}");
    }
    ConnectionTls tls = address.tls();
    if (tls.mode() != TlsMode.PREFER || tls.unverified()) {
      keys.put("tls", tls.mode().word());
    }
    put(keys, "tls-ca", tls.ca());
    put(keys, "tls-certificate", tls.certificate());
    put(keys, "tls-key", tls.key());
    if (tls.unverified()) {
      keys.put("tls-unverified", "accepted");
    }
    return YamlText.flow(keys);
  }

  private static void put(Map<String, String> keys, String key, @Nullable String path) {
    if (path != null) {
      keys.put(key, YamlText.scalar(path));
    }
  }
}
