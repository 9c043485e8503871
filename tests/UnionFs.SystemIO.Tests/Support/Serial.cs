// The real file system has one working directory for the whole process.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
