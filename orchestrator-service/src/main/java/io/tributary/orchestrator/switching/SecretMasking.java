package io.tributary.orchestrator.switching;

import io.tributary.common.error.TributaryException;
import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.TargetSchema;
import io.tributary.common.plan.cutover.SwitchAction;
import io.tributary.common.secret.SecretReader;
import io.tributary.common.secret.SecretRef;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Takes the secrets that a migration file names out of a text, as they are and as they stand in
 * addresses, so that what a program prints can be shown.
 */
final class SecretMasking {
  private static final String MASK = "****";

  private final List<String> secrets;

  private SecretMasking(List<String> secrets) {
    this.secrets = secrets;
  }

  /** A masking of every secret of a migration that can be read now. */
  static SecretMasking of(Migration plan, SecretReader reader) {
    return new SecretMasking(
        references(plan)
            .filter(Objects::nonNull)
            .distinct()
            .flatMap(ref -> value(ref, reader))
            .flatMap(secret -> Stream.of(secret, URLEncoder.encode(secret, StandardCharsets.UTF_8)))
            .filter(secret -> !secret.isBlank())
            .distinct()
            // A secret may be a part of another one.
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList());
  }

  private static Stream<SecretRef> references(Migration plan) {
    return Stream.of(
            Stream.of(plan.target().connection().password()),
            plan.target().schemas().values().stream().map(TargetSchema::password),
            plan.sources().stream()
                .flatMap(source -> source.address().stream())
                .map(DatabaseAddress::password),
            plan.cutover().switchActions().stream()
                .flatMap(SwitchAction::texts)
                .flatMap(SecretMasking::named))
        .flatMap(each -> each);
  }

  private static Stream<SecretRef> named(String text) {
    return SecretReader.references(text).stream();
  }

  private static Stream<String> value(SecretRef ref, SecretReader reader) {
    try {
      return Stream.of(reader.read(ref));
    } catch (TributaryException e) {
      // What this service cannot read, it cannot have handed to a program either.
      return Stream.empty();
    }
  }

  /** The text without the secrets. */
  String mask(String text) {
    String masked = text;
    for (String secret : secrets) {
      masked = masked.replace(secret, MASK);
    }
    return masked;
  }

  /** How many characters the longest secret has: so much may be cut off at the beginning. */
  int longest() {
    return secrets.isEmpty() ? 0 : secrets.get(0).length();
  }
}
