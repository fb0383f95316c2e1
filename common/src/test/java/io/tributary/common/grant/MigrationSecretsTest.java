package io.tributary.common.grant;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.plan.Migration;
import io.tributary.common.plan.file.MigrationFile;
import org.junit.jupiter.api.Test;

class MigrationSecretsTest {
  private static final String FILE =
      """
      migration: shop
      target:
        connection: {host: db, port: 5432, database: shop, user: t, password: {env: TARGET_PW},
                     tls: verify-full, tls-ca: /k/ca.pem, tls-certificate: /k/cert.pem, tls-key: /k/key.pem}
        schemas:
          shop: {role: shop_app, password: {file: /run/secrets/shop}}
      sources:
        - name: old
          kind: postgresql
          connection: {host: old, port: 5432, database: shop, user: t, password: {env: OLD_PW},
                       tls: verify-full, tls-ca: /k/ca.pem}
          schemas: [{from: public, to: shop}]
      cutover:
        switch:
          - env-file: {path: /srv/.env, set: {URL: "postgres://x:${file:/run/secrets/app}@db/shop"}}
          - command: {run: [restart], environment: {A: "${env:RESTART_TOKEN}", B: "${env:RESTART_TOKEN}"}}
      """;

  @Test
  void nameEveryPasswordAndKeyThatAFileLetsBeUsed() {
    Migration migration = MigrationFile.parse(FILE);
    assertThat(MigrationSecrets.of(migration))
        .containsExactly(
            "environment variable OLD_PW",
            "environment variable RESTART_TOKEN",
            "environment variable TARGET_PW",
            "file /k/key.pem",
            "file /run/secrets/app",
            "file /run/secrets/shop");
  }

  @Test
  void nameWhatActionsHandOn() {
    assertThat(MigrationSecrets.of(MigrationFile.parse(FILE).cutover().switchActions()))
        .containsExactly("environment variable RESTART_TOKEN", "file /run/secrets/app");
  }
}
