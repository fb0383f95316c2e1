/**
 * Which schema of a source goes where in the target, which objects are made there, and the gate
 * that keeps them closed.
 */
package io.tributary.cdc.schema.plan;
