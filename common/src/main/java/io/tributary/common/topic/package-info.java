/** The names of the topics through which the services speak. */
package io.tributary.common.topic;
