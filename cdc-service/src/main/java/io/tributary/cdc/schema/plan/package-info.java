/**
 * Which schema of a source goes where in the target, which objects are made there, and the gate
 * that keeps them closed.
 */
@NullMarked
package io.tributary.cdc.schema.plan;

import org.jspecify.annotations.NullMarked;
