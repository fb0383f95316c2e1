package io.tributary.common.grant;

import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.TargetSchema;
import io.tributary.common.plan.cutover.SwitchAction;
import io.tributary.common.secret.SecretReader;
import io.tributary.common.secret.SecretRef;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The credentials that a migration file lets the services use, for those who ask afterwards who let
 * them: where each is kept, and never what it is. Pure.
 */
public final class MigrationSecrets {
  private MigrationSecrets() {}

  /** Passwords, private keys, and what switch actions hand on; each once, in an order of names. */
  public static List<String> of(Migration migration) {
    TreeSet<String> names = new TreeSet<>();
    Stream.concat(
            Stream.of(migration.target().connection()),
            migration.sources().stream().flatMap(source -> source.address().stream()))
        .flatMap(MigrationSecrets::of)
        .forEach(names::add);
    migration.target().schemas().values().stream()
        .map(TargetSchema::password)
        .flatMap(Stream::ofNullable)
        .map(SecretRef::display)
        .forEach(names::add);
    names.addAll(of(migration.cutover().switchActions()));
    return List.copyOf(names);
  }

  /** The same of switch actions alone. */
  public static List<String> of(List<SwitchAction> actions) {
    return actions.stream()
        .flatMap(SwitchAction::texts)
        .flatMap(text -> SecretReader.references(text).stream())
        .map(SecretRef::display)
        .distinct()
        .sorted()
        .toList();
  }

  private static Stream<String> of(DatabaseAddress address) {
    String key = address.tls().key();
    return Stream.of(address.password(), key == null ? null : SecretRef.file(key))
        .flatMap(Stream::ofNullable)
        .map(SecretRef::display);
  }
}
