/** Turns the records of a change topic back into whole source transactions; pure. */
package io.tributary.cdc.apply.assemble;
