/**
 * Conversions that follow from a rule of the migration file or from a column's type in the target.
 */
package io.tributary.mapping.rule;
