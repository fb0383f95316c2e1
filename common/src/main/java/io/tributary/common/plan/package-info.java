/** The migration file: what the operator asks for, read strictly and kept as plain values. */
package io.tributary.common.plan;
