package io.tributary.local.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.local.fixture.OperatorApi;
import io.tributary.local.fixture.Shop;
import io.tributary.local.fixture.TestStack;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What an operator is told by the packaged stack when the file or a database is not right. */
class BadInputIT {
  private static TestStack stack;
  private static Shop shop;

  @BeforeAll
  static void prepare() throws Exception {
    stack = TestStack.shared();
    shop = Shop.create(stack, "bad-input");
  }

  @Test
  void refusesAFileThatIsNotRightWithLineAndNearestName() throws Exception {
    // given
    String unknownKey = shop.migrationFile().replace("time-limit-millis", "time-limit-milis");
    String targetTwice =
        shop.migrationFile()
            .replace(
                "[{from: public, to: shop}]", "[{from: public, to: shop}, {from: s2, to: shop}]");

    // when
    OperatorApi.Answer unknown = stack.api().tryCreate(unknownKey);
    OperatorApi.Answer twice = stack.api().tryCreate(targetTwice);

    // then
    assertThat(unknown.status()).isEqualTo(422);
    assertThat(unknown.code()).startsWith("TRB-PLAN-");
    JsonNode problem = unknown.body().path("problems").path(0);
    assertThat(problem.path("line").asInt()).isEqualTo(lineOf(unknownKey, "time-limit-milis"));
    assertThat(problem.path("message").asText()).contains("time-limit-milis", "time-limit-millis");
    assertThat(twice.status()).isEqualTo(422);
    assertThat(twice.body().path("problems").path(0).path("message").asText()).contains("shop");
  }

  @Test
  void refusesATargetThatCannotBeUsedWhenTheMigrationIsCreated() throws Exception {
    // given
    String port = "port: " + stack.target.port();

    // when, then: each names the address and what to do
    assertRefused(
        shop.migrationFile().replace(port, "port: 1"),
        503,
        "TRB-STATE-UNREACHABLE",
        "127.0.0.1:1/bad-input",
        "Check its address");
    assertRefused(
        shop.migrationFile().replace("TARGET_PASSWORD", "WRONG_PASSWORD"),
        422,
        "TRB-STATE-PASSWORD",
        ":" + stack.target.port() + "/bad-input",
        "Check user and password");
    assertRefused(
        shop.migrationFile().replace("TARGET_PASSWORD", "NOWHERE_PASSWORD"),
        422,
        "TRB-SECRET-NOT-FOUND",
        "NOWHERE_PASSWORD");
    assertRefused(
        shop.migrationFile().replaceFirst("database: bad-input", "database: no-such"),
        422,
        "TRB-STATE-NO-DATABASE",
        "no-such",
        "Create it");
  }

  private static void assertRefused(String file, int status, String code, String... words)
      throws Exception {
    OperatorApi.Answer answer = stack.api().tryCreate(file);
    assertThat(answer.code()).as(answer.toString()).isEqualTo(code);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.body().path("detail").asText()).contains(words);
  }

  private static int lineOf(String text, String word) {
    return (int) text.substring(0, text.indexOf(word)).lines().count();
  }
}
