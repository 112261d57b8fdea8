// Lets semaphore_test.go declare a function of the runtime's without a body.
