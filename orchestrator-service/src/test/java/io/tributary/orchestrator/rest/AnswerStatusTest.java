package io.tributary.orchestrator.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.error.ErrorCode;
import io.tributary.common.grant.GrantError;
import io.tributary.common.plan.file.PlanError;
import io.tributary.common.secret.SecretError;
import io.tributary.orchestrator.loop.OrderError;
import io.tributary.orchestrator.order.StateError;
import io.tributary.orchestrator.store.StoreError;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The HTTP status of every error that the API answers with. */
class AnswerStatusTest {
  @Test
  void ofOrdersThatReachNoMigration() {
    assertThat(statuses(OrderError.values()))
        .isEqualTo(
            sorted(
                Map.of(
                    "TRB-MIGRATION-UNKNOWN", 404,
                    "TRB-SOURCE-UNKNOWN", 404,
                    "TRB-DEAD-LETTER-UNKNOWN", 404,
                    "TRB-MIGRATION-EXISTS", 409,
                    "TRB-MIGRATION-NAME-USED", 409,
                    "TRB-MIGRATION-CHANGE-REFUSED", 409,
                    "TRB-MIGRATION-NOT-DELETABLE", 409,
                    "TRB-MIGRATION-OTHER-NAME", 422),
                Map.of(
                    "TRB-ORCHESTRATOR-STANDBY", 503,
                    "TRB-ORCHESTRATOR-STARTING", 503,
                    "TRB-ORCHESTRATOR-NO-ANSWER", 503,
                    "TRB-ORCHESTRATOR-BUSY", 503,
                    "TRB-ORCHESTRATOR-UNEXPECTED", 500)));
  }

  @Test
  void ofOrdersThatTheStateRefuses() {
    assertThat(
            statuses(StateError.ORDER_ILLEGAL, StateError.GATE_CLOSED, StateError.CUTOVER_RUNNING))
        .hasSize(3)
        .allSatisfy((code, status) -> assertThat(status).as(code).isEqualTo(409));
  }

  @Test
  void ofStatesThatCannotBeReadOrStored() {
    assertThat(statuses(StoreError.values()))
        .isEqualTo(
            sorted(
                Map.ofEntries(
                    Map.entry("TRB-STATE-CONFLICT", 409),
                    Map.entry("TRB-STATE-LOST", 409),
                    Map.entry("TRB-STATE-NEWER", 409),
                    Map.entry("TRB-STATE-PASSWORD", 422),
                    Map.entry("TRB-STATE-TLS", 422),
                    Map.entry("TRB-STATE-FOREIGN", 422),
                    Map.entry("TRB-STATE-NO-DATABASE", 422),
                    Map.entry("TRB-STATE-DENIED", 422),
                    Map.entry("TRB-STATE-UNREACHABLE", 503),
                    Map.entry("TRB-STATE-STATEMENT", 503),
                    Map.entry("TRB-STATE-OTHER-INSTALLATION", 409))));
  }

  @Test
  void ofFilesAndSecrets() {
    assertThat(PlanError.INVALID.httpStatus()).isEqualTo(422);
    assertThat(SecretError.NOT_FOUND.httpStatus()).isEqualTo(422);
    assertThat(GrantError.REFUSED.httpStatus()).isEqualTo(422);
  }

  private static Map<String, Integer> statuses(ErrorCode... codes) {
    return new TreeMap<>(
        Arrays.stream(codes).collect(Collectors.toMap(ErrorCode::code, ErrorCode::httpStatus)));
  }

  @SafeVarargs
  private static Map<String, Integer> sorted(Map<String, Integer>... parts) {
    return Stream.of(parts)
        .flatMap(part -> part.entrySet().stream())
        .collect(
            Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, Integer::sum, TreeMap::new));
  }
}
