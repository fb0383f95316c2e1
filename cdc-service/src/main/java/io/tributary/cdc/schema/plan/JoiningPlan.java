package io.tributary.cdc.schema.plan;

import java.util.List;

/**
 * What is made for tables that join, kept in the target before anything of it is restored.
 *
 * @param names the tables at the source, as verdicts have them
 * @param plan the part of the source's schema that makes them
 * @param definitions what the source's tables looked like before it was made, each as it is kept
 */
public record JoiningPlan(List<String> names, SchemaPlan plan, List<KeptDefinition> definitions) {

  /**
   * One table's definition.
   *
   * @param oid at the source
   * @param text as it is kept
   */
  public record KeptDefinition(long oid, String text) {}

  public JoiningPlan {
    names = List.copyOf(names);
    definitions = List.copyOf(definitions);
  }
}
