using System.IO.Abstractions;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;

namespace UnionFs.SystemIO.Tests.Coverage;

/// <summary>
/// Puts itself before a file system and before every object that comes out of it, and keeps which members were called. The classes are emitted,
/// because DispatchProxy cannot carry spans.
/// </summary>
public sealed class Recorder
{
    private readonly HashSet<string> _seen = [];
    private readonly ConditionalWeakTable<object, object> _wrappers = [];
    private readonly Dictionary<Type, Type> _types = [];
    private readonly ModuleBuilder _module = AssemblyBuilder.DefineDynamicAssembly(new AssemblyName("Recorded"), AssemblyBuilderAccess.Run).DefineDynamicModule("Recorded");

    /// <summary>Whether calls are kept.</summary>
    internal bool IsOn { get; set; }

    internal IReadOnlyCollection<string> Seen => _seen;

    /// <summary>Called by the emitted classes.</summary>
    public void Saw(string member)
    {
        if (!IsOn) return;
        lock (_seen) _seen.Add(member);
    }

    /// <summary>The object that records what is asked of <paramref name="value"/>; one and the same for one object.</summary>
    public T One<T>(T value) where T : class
    {
        if (value is null) return null!;
        lock (_wrappers)
        {
            if (_wrappers.TryGetValue(value, out object? wrapper)) return (T)wrapper;
            Type type = Members.Interfaces.Single(candidate => typeof(T).IsAssignableFrom(candidate) && candidate.IsInstanceOfType(value));
            if (!_types.TryGetValue(type, out Type? recorded)) _types.Add(type, recorded = Emit(type));
            wrapper = Activator.CreateInstance(recorded, value, this)!;
            _wrappers.Add(value, wrapper);
            return (T)wrapper;
        }
    }

    public T[] Array<T>(T[] values) where T : class => System.Array.ConvertAll(values, One);

    public IEnumerable<T> Many<T>(IEnumerable<T> values) where T : class => values.Select(One);

    private Type Emit(Type type)
    {
        TypeBuilder builder = _module.DefineType("Recorded" + type.Name, TypeAttributes.Public | TypeAttributes.Sealed, typeof(object), [type]);
        FieldBuilder inner = builder.DefineField("inner", type, FieldAttributes.Private | FieldAttributes.InitOnly);
        FieldBuilder recorder = builder.DefineField("recorder", typeof(Recorder), FieldAttributes.Private | FieldAttributes.InitOnly);
        ILGenerator make = builder.DefineConstructor(MethodAttributes.Public, CallingConventions.Standard, [type, typeof(Recorder)]).GetILGenerator();
        make.Emit(OpCodes.Ldarg_0);
        make.Emit(OpCodes.Call, typeof(object).GetConstructor([])!);
        make.Emit(OpCodes.Ldarg_0);
        make.Emit(OpCodes.Ldarg_1);
        make.Emit(OpCodes.Stfld, inner);
        make.Emit(OpCodes.Ldarg_0);
        make.Emit(OpCodes.Ldarg_2);
        make.Emit(OpCodes.Stfld, recorder);
        make.Emit(OpCodes.Ret);

        foreach (MethodInfo method in Members.Of(type)) EmitMember(builder, type, method, inner, recorder);
        EmitText(builder, inner);
        return builder.CreateType();
    }

    private static void EmitMember(TypeBuilder builder, Type type, MethodInfo method, FieldInfo inner, FieldInfo recorder)
    {
        Type[] parameters = [.. method.GetParameters().Select(parameter => parameter.ParameterType)];
        MethodBuilder member = builder.DefineMethod($"{method.DeclaringType!.Name}.{method.Name}", MethodAttributes.Private | MethodAttributes.Virtual | MethodAttributes.Final | MethodAttributes.HideBySig | MethodAttributes.NewSlot, method.ReturnType, parameters);
        ILGenerator code = member.GetILGenerator();
        code.Emit(OpCodes.Ldarg_0);
        code.Emit(OpCodes.Ldfld, recorder);
        code.Emit(OpCodes.Ldstr, Members.Name(type, method));
        code.Emit(OpCodes.Call, typeof(Recorder).GetMethod(nameof(Saw))!);
        MethodInfo? wrap = Wrapping(method.ReturnType);
        if (wrap is not null)
        {
            code.Emit(OpCodes.Ldarg_0);
            code.Emit(OpCodes.Ldfld, recorder);
        }
        code.Emit(OpCodes.Ldarg_0);
        code.Emit(OpCodes.Ldfld, inner);
        for (int i = 0; i < parameters.Length; i++) code.Emit(OpCodes.Ldarg, i + 1);
        code.Emit(OpCodes.Callvirt, method);
        if (wrap is not null) code.Emit(OpCodes.Call, wrap);
        code.Emit(OpCodes.Ret);
        builder.DefineMethodOverride(member, method);
    }

    private static void EmitText(TypeBuilder builder, FieldInfo inner)
    {
        ILGenerator code = builder.DefineMethod(nameof(ToString), MethodAttributes.Public | MethodAttributes.Virtual | MethodAttributes.HideBySig, typeof(string), []).GetILGenerator();
        code.Emit(OpCodes.Ldarg_0);
        code.Emit(OpCodes.Ldfld, inner);
        code.Emit(OpCodes.Callvirt, typeof(object).GetMethod(nameof(ToString))!);
        code.Emit(OpCodes.Ret);
    }

    /// <summary>What turns a result into one that records; null where there is nothing to record.</summary>
    private static MethodInfo? Wrapping(Type type)
    {
        if (Members.IsAbstraction(type)) return typeof(Recorder).GetMethod(nameof(One))!.MakeGenericMethod(type);
        if (type.IsArray && Members.IsAbstraction(type.GetElementType()!)) return typeof(Recorder).GetMethod(nameof(Array))!.MakeGenericMethod(type.GetElementType()!);
        bool isMany = type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IEnumerable<>) && Members.IsAbstraction(type.GetGenericArguments()[0]);
        return isMany ? typeof(Recorder).GetMethod(nameof(Many))!.MakeGenericMethod(type.GetGenericArguments()) : null;
    }
}
