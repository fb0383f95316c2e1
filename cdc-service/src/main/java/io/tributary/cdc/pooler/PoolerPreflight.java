package io.tributary.cdc.pooler;

import io.tributary.common.error.TributaryException;
import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.observed.PreflightCode;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.pooler.Pooler;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks whether the pooler of a source can be led, and changes nothing. Blocks for some seconds at
 * most; thread-safe.
 */
@ApplicationScoped
public class PoolerPreflight {
  private static final String MEND = "See the error %s, and check again.";

  private final Vertx vertx;

  /** With what opens connections. */
  public PoolerPreflight(Vertx vertx) {
    this.vertx = vertx;
  }

  /** Every check of the pooler of a source; none where it has none. */
  public List<PreflightCheck> look(MovingSource moving) {
    return moving.source().pooler().stream()
        .flatMap(pooler -> look(moving, pooler).stream())
        .toList();
  }

  private List<PreflightCheck> look(MovingSource moving, Pooler pooler) {
    String subject = moving.source().name();
    PoolerWork work = new PoolerWork(vertx, moving, pooler);
    List<PreflightCheck> checks = new ArrayList<>();
    Optional<EntriesText> entries = entries(work, subject, checks);
    try (AdminConsole console = work.console()) {
      PooledDatabases databases = work.databases(console);
      checks.add(console(databases, subject));
      entries.ifPresent(text -> checks.add(followed(databases, text, subject)));
      checks.add(mode(databases, subject));
    } catch (TributaryException e) {
      checks.add(failed(PreflightCode.POOLER_CONSOLE, subject, e));
    }
    return checks;
  }

  private static Optional<EntriesText> entries(
      PoolerWork work, String subject, List<PreflightCheck> checks) {
    try {
      EntriesText text = work.file().read();
      work.requireEntries(text);
      work.file().tryOut();
      return Optional.of(text);
    } catch (TributaryException e) {
      checks.add(failed(PreflightCode.POOLER_ENTRIES, subject, e));
      return Optional.empty();
    }
  }

  private static PreflightCheck console(PooledDatabases databases, String subject) {
    String user = databases.pooler().admin().user();
    String place = databases.pooler().admin().display();
    return databases.administers(user)
        ? PreflightCode.POOLER_CONSOLE.passed(
            subject, "The admin console at %s answers.".formatted(place))
        : PreflightCode.POOLER_CONSOLE.failed(
            subject,
            "User %s of the admin console at %s may neither pause nor reload."
                .formatted(user, place),
            "Add it to admin_users of the pooler's configuration, and reload that.");
  }

  private static PreflightCheck followed(
      PooledDatabases databases, EntriesText text, String subject) {
    try {
      databases.requireFollowed(text);
      return PreflightCode.POOLER_ENTRIES.passed(
          subject,
          "The pooler has the entries of %s. Whether it reads that file shows in the rehearsal, by an entry that comes and goes."
              .formatted(databases.pooler().file()));
    } catch (TributaryException e) {
      return failed(PreflightCode.POOLER_ENTRIES, subject, e);
    }
  }

  private static PreflightCheck mode(PooledDatabases databases, String subject) {
    List<String> ofSessions =
        databases.names().stream().filter(name -> databases.mode(name).equals("session")).toList();
    return ofSessions.isEmpty()
        ? PreflightCode.POOLER_MODE.passed(
            subject, "The pooler holds clients between two transactions.")
        : PreflightCode.POOLER_MODE.warning(
            subject,
            "The pooler pools sessions of database %s, and holds its clients only once all that are connected have left: until cutover.time-limit-millis is over, and then the cutover is undone."
                .formatted(String.join(", ", ofSessions)),
            "Set pool_mode = transaction for it where the application can do with that, or have its connections closed when the cutover begins.");
  }

  private static PreflightCheck failed(PreflightCode code, String subject, TributaryException e) {
    return code.failed(subject, e.report().message(), MEND.formatted(e.report().code()));
  }
}
