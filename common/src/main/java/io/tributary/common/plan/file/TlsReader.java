package io.tributary.common.plan.file;

import io.tributary.common.model.ConnectionTls;
import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.model.TlsMode;
import io.tributary.common.plan.words.EnumWord;
import io.tributary.common.plan.words.UnknownWord;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads how a connection is encrypted, and refuses what would trust whoever answers. */
final class TlsReader {
  private static final List<TlsMode> MODES = List.of(TlsMode.values());

  private TlsReader() {}

  static ConnectionTls read(SectionFields fields) {
    TlsMode mode =
        fields
            .get("tls")
            .flatMap(
                value -> {
                  TlsMode named = EnumWord.of(value.text(), MODES).orElse(null);
                  if (named == null) {
                    value.problem(
                        PlanError.BAD_VALUE,
                        UnknownWord.message(
                            value.text(), MODES.stream().map(TlsMode::word).toList()));
                  }
                  return Optional.ofNullable(named);
                })
            .orElse(TlsMode.PREFER);
    checkFiles(fields, mode);
    return new ConnectionTls(
        mode,
        path(fields, "tls-ca"),
        path(fields, "tls-certificate"),
        path(fields, "tls-key"),
        fields.accepted("tls-unverified"));
  }

  /** Reports a connection on whose way somebody could read and change everything. */
  static void requireVerified(FileValue value, DatabaseAddress address) {
    boolean trusting = !address.tls().mode().verifies() && !address.tls().unverified();
    if (trusting && !address.host().isEmpty() && !address.onLoopback()) {
      value.problem(
          PlanError.TLS_UNVERIFIED,
          "Whoever is on the way to "
              + address.host()
              + " could read and change everything, because tls: "
              + address.tls().mode().word()
              + " does not check who answers. Write tls: verify-full and tls-ca: /path, or"
              + " tls-unverified: accepted.");
    }
  }

  private static void checkFiles(SectionFields fields, TlsMode mode) {
    if (mode.verifies() && fields.get("tls-ca").isEmpty()) {
      fields
          .owner()
          .problem(
              PlanError.MISSING_KEY,
              "tls: "
                  + mode.word()
                  + " needs tls-ca, a file with the certificates of the authorities to trust"
                  + " (/etc/ssl/certs/ca-certificates.crt has those that Debian trusts).");
    }
    if (!mode.verifies()) {
      Stream.of("tls-ca", "tls-certificate", "tls-key")
          .flatMap(key -> fields.get(key).stream())
          .forEach(
              value ->
                  value.problem(
                      PlanError.BAD_VALUE,
                      "This is used with tls: verify-full or verify-ca only, and tls is "
                          + mode.word()
                          + "."));
    }
    if (fields.get("tls-certificate").isPresent() != fields.get("tls-key").isPresent()) {
      fields
          .owner()
          .problem(
              PlanError.MISSING_KEY, "tls-certificate and tls-key need each other; give both.");
    }
  }

  private static @Nullable String path(SectionFields fields, String key) {
    fields.get(key).ifPresent(value -> NameRules.checkAbsolutePath(value, value.text()));
    return fields.get(key).map(FileValue::text).orElse(null);
  }
}
