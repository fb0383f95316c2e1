package io.tributary.common.plan;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Map;

/** What points an application at the target once both sides were found equal. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "action")
@JsonSubTypes({
  @JsonSubTypes.Type(value = SwitchAction.EnvFile.class, name = "env-file"),
  @JsonSubTypes.Type(value = SwitchAction.Command.class, name = "command"),
  @JsonSubTypes.Type(value = SwitchAction.Webhook.class, name = "webhook")
})
public sealed interface SwitchAction {

  /**
   * Rewrites variables of an {@code .env} or compose file atomically and keeps the old file beside
   * it.
   *
   * @param path the file
   * @param set variable to new value; {@code ${env:NAME}} and {@code ${file:PATH}} stand for
   *     secrets
   */
  record EnvFile(String path, Map<String, String> set) implements SwitchAction {
    public EnvFile {
      set = Map.copyOf(set);
    }
  }

  /**
   * Runs a program without a shell; exit status 0 means switched.
   *
   * @param run program and arguments
   * @param timeoutMillis after which it counts as failed
   */
  record Command(List<String> run, long timeoutMillis) implements SwitchAction {
    public Command {
      run = List.copyOf(run);
    }
  }

  /**
   * Posts the cutover as a CloudEvent; any 2xx answer means switched.
   *
   * @param url where to
   * @param timeoutMillis after which it counts as failed
   */
  record Webhook(String url, long timeoutMillis) implements SwitchAction {}
}
