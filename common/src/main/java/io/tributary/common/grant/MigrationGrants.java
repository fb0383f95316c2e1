package io.tributary.common.grant;

import io.tributary.common.error.TributaryException;
import io.tributary.common.model.ConnectionTls;
import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.PreparedSchema;
import io.tributary.common.plan.TargetSchema;
import io.tributary.common.plan.cutover.SwitchAction;
import io.tributary.common.plan.cutover.WebAddress;
import io.tributary.common.plan.notify.NotifyRule;
import io.tributary.common.plan.pooler.Pooler;
import io.tributary.common.plan.source.Source;
import io.tributary.common.plan.source.SourceKind;
import io.tributary.common.plan.source.SqliteSource;
import io.tributary.common.secret.SecretReader;
import io.tributary.common.secret.SecretRef;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Looks at everything that a migration file names. Each service asks again when it uses something:
 * this only says early, and with the place in the file, what would be refused then.
 */
public final class MigrationGrants {
  private final Grants grants;
  private final List<TributaryException> refusals = new ArrayList<>();

  private MigrationGrants(Grants grants) {
    this.grants = grants;
  }

  /** Every refusal, with the place in the file. */
  public static List<TributaryException> refusals(Grants grants, Migration migration) {
    MigrationGrants look = new MigrationGrants(grants);
    look.target(migration);
    migration.sources().forEach(look::source);
    look.actions(migration.cutover().switchActions());
    look.receivers(migration.notified());
    return List.copyOf(look.refusals);
  }

  /**
   * Does nothing where everything is granted.
   *
   * @throws TributaryException {@link GrantError#REFUSED} with the first refusal
   */
  public static void require(Grants grants, Migration migration) {
    refusals(grants, migration).stream()
        .findFirst()
        .ifPresent(
            refusal -> {
              throw refusal;
            });
  }

  private void target(Migration migration) {
    connection("target.connection", migration.target().connection());
    Map<String, TargetSchema> schemas = new TreeMap<>(migration.target().schemas());
    schemas.forEach(
        (name, schema) -> {
          String field = "target.schemas." + name;
          secret(field + ".password", schema.password());
          PreparedSchema prepare = schema.prepare();
          if (prepare != null) {
            file(GrantKey.DDL_DIRECTORIES, field + ".prepare", prepare.ddlFile());
          }
        });
  }

  private void source(Source source) {
    String field = "source " + source.name();
    source.address().ifPresent(address -> connection(field + ", connection", address));
    source
        .filePath()
        .ifPresent(
            path ->
                file(
                    GrantKey.SOURCE_DIRECTORIES,
                    field + (source.kind() == SourceKind.CHROMA ? ", directory" : ", file"),
                    path));
    source.pooler().ifPresent(pooler -> pooler(field + ", pooler", pooler));
    if (source instanceof SqliteSource sqlite && sqlite.byDdlFile()) {
      file(GrantKey.DDL_DIRECTORIES, field + ", ddl", sqlite.ddlFile());
    }
  }

  private void pooler(String field, Pooler pooler) {
    connection(field + ".admin", pooler.admin());
    file(GrantKey.POOLER_DIRECTORIES, field + ".file", pooler.file());
  }

  private void actions(List<SwitchAction> actions) {
    for (int i = 0; i < actions.size(); i++) {
      String field = "cutover.switch[" + i + "]";
      SwitchAction action = actions.get(i);
      secrets(field, action.texts());
      action.match(new Named(field));
    }
  }

  private void receivers(List<NotifyRule> rules) {
    for (int i = 0; i < rules.size(); i++) {
      String field = "notify[" + i + "].url";
      String url = rules.get(i).url();
      secrets(field, Stream.of(url));
      host(field, url);
    }
  }

  private void secrets(String field, Stream<String> texts) {
    texts
        .flatMap(text -> SecretReader.references(text).stream())
        .distinct()
        .forEach(ref -> secret(field, ref));
  }

  /** One that is itself a secret is judged when it is called. */
  private void host(String field, String url) {
    if (SecretReader.references(WebAddress.shown(url)).isEmpty()) {
      asking(field, () -> grants.requireHost(URI.create(SecretReader.withPlainWords(url))));
    }
  }

  /** What an action names besides secrets. */
  private final class Named implements SwitchAction.Cases<Boolean> {
    private final String field;

    Named(String field) {
      this.field = field;
    }

    @Override
    public Boolean envFile(SwitchAction.EnvFile action) {
      file(GrantKey.ENV_FILE_DIRECTORIES, field + ".env-file.path", action.path());
      return true;
    }

    @Override
    public Boolean command(SwitchAction.Command action) {
      asking(field + ".command.run", () -> grants.program(action.program()));
      return true;
    }

    @Override
    public Boolean webhook(SwitchAction.Webhook action) {
      host(field + ".webhook.url", action.url());
      return true;
    }
  }

  private void connection(String field, DatabaseAddress address) {
    secret(field + ".password", address.password());
    ConnectionTls tls = address.tls();
    file(GrantKey.TLS_DIRECTORIES, field + ".tls-ca", tls.ca());
    file(GrantKey.TLS_DIRECTORIES, field + ".tls-certificate", tls.certificate());
    file(GrantKey.TLS_DIRECTORIES, field + ".tls-key", tls.key());
  }

  private void secret(String field, @Nullable SecretRef ref) {
    if (ref == null) {
      return;
    }
    if (ref.kind() == SecretRef.Kind.ENV) {
      asking(field, () -> grants.requireVariable(ref.name()));
    } else {
      file(GrantKey.SECRET_DIRECTORIES, field, ref.name());
    }
  }

  private void file(GrantKey key, String field, @Nullable String path) {
    if (path != null) {
      asking(field, () -> grants.file(key, path));
    }
  }

  private void asking(String field, Runnable question) {
    try {
      question.run();
    } catch (TributaryException e) {
      refusals.add(GrantError.at(field, e));
    } catch (IllegalArgumentException e) {
      // What is no address is refused where the file is read.
      return;
    }
  }
}
