package io.tributary.local.demo.setup;

import io.tributary.local.demo.sample.DemoSample;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Passwords of one run, by the environment variable that hands them to the services.
 *
 * @param values never printed
 */
public record DemoSecrets(Map<String, String> values) {
  static final String LEGACY = "DEMO_LEGACY_PASSWORD";
  static final String TARGET = "DEMO_TARGET_PASSWORD";
  private static final int BYTES = 16;

  public DemoSecrets {
    values = Map.copyOf(values);
  }

  public static DemoSecrets random(List<DemoSample> samples) {
    Map<String, String> values = new HashMap<>();
    values.put(LEGACY, password());
    values.put(TARGET, password());
    values.put(DemoPooler.PASSWORD, password());
    samples.forEach(sample -> values.put(variable(sample), password()));
    samples.forEach(sample -> values.put(legacyVariable(sample), password()));
    return new DemoSecrets(values);
  }

  /** Holds the password of the application's role at the target. */
  public static String variable(DemoSample sample) {
    return "DEMO_" + sample.application().toUpperCase(Locale.ROOT).replace('-', '_') + "_PASSWORD";
  }

  /** Holds the password of the application's role at its legacy database. */
  static String legacyVariable(DemoSample sample) {
    return "DEMO_LEGACY_" + sample.name().toUpperCase(Locale.ROOT).replace('-', '_') + "_PASSWORD";
  }

  /** The password that a variable hands over. */
  public String get(String variable) {
    return Objects.requireNonNull(values.get(variable), variable);
  }

  /** Hexadecimal, so that it needs no escaping in an address. */
  static String password() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public String toString() {
    return "DemoSecrets" + values.keySet();
  }
}
