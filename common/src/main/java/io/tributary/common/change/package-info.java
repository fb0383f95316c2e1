/** Change events: what a record of a change topic says, decoded into values. */
package io.tributary.common.change;
