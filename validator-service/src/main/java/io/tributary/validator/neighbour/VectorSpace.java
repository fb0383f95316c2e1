package io.tributary.validator.neighbour;

/**
 * The measures of distance between two vectors. Distances are those of pgvector's operators, but
 * added up in 64 bits where pgvector adds in 32.
 */
public enum VectorSpace {
  /** Straight line. */
  L2("l2", "<->", "l2_ops") {
    @Override
    Measure measure(float[] one, float[] other) {
      double sum = 0;
      for (int i = 0; i < one.length; i++) {
        double difference = (double) one[i] - other[i];
        sum += difference * difference;
      }
      double distance = Math.sqrt(sum);
      return new Measure(distance, distance * error(one.length) + Math.sqrt(lost(one.length)));
    }
  },
  /** One less the cosine of the angle. */
  COSINE("cosine", "<=>", "cosine_ops") {
    @Override
    Measure measure(float[] one, float[] other) {
      double product = 0;
      double ofOne = 0;
      double ofOther = 0;
      for (int i = 0; i < one.length; i++) {
        product += (double) one[i] * other[i];
        ofOne += (double) one[i] * one[i];
        ofOther += (double) other[i] * other[i];
      }
      double similarity = product / Math.sqrt(ofOne * ofOther);
      double bounded = Math.max(-1, Math.min(1, similarity));
      // three sums, and the target may hold numbers that were rounded once less than ours
      return new Measure(1 - bounded, 3 * error(one.length));
    }

    @Override
    public boolean rounds() {
      return true;
    }
  },
  /** Less the inner product. */
  IP("ip", "<#>", "ip_ops") {
    @Override
    Measure measure(float[] one, float[] other) {
      double product = 0;
      double magnitude = 0;
      for (int i = 0; i < one.length; i++) {
        double term = (double) one[i] * other[i];
        product += term;
        magnitude += Math.abs(term);
      }
      return new Measure(-product, magnitude * error(one.length) + lost(one.length));
    }
  };

  /** Half a step of a float. */
  private static final double UNIT = 0x1p-24;

  private final String label;
  private final String operator;
  private final String operators;

  VectorSpace(String label, String operator, String operators) {
    this.label = label;
    this.operator = operator;
    this.operators = operators;
  }

  /**
   * A distance, and how far what pgvector works out may be from it.
   *
   * @param distance in 64 bits
   * @param error the most that sums of 32 bits make of it
   */
  record Measure(double distance, double error) {}

  abstract Measure measure(float[] one, float[] other);

  /** Whether stored vectors are rounded once more than those that were given. */
  public boolean rounds() {
    return false;
  }

  /** As Chroma calls it. */
  public String label() {
    return label;
  }

  /** pgvector's operator. */
  String operator() {
    return operator;
  }

  /** How the names of pgvector's operator classes end. */
  String operators() {
    return operators;
  }

  private static double error(int numbers) {
    return (numbers + 8) * UNIT;
  }

  /** What terms below the smallest float may come to. */
  private static double lost(int numbers) {
    return numbers * (double) Float.MIN_VALUE;
  }
}
